package io.autotrade.journal;

import io.autotrade.config.AppConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open way to the database: its address, the embedded server if there is one, and the context that writes. */
final class StoreAccess {

    private final StoreAddress address;
    private final @Nullable EmbeddedServer server;
    private final Context writerContext;

    private StoreAccess(StoreAddress address, @Nullable EmbeddedServer server, Context writerContext) {
        this.address = address;
        this.server = server;
        this.writerContext = writerContext;
    }

    /** Starts the embedded server if that is the store. Does not block. */
    static Future<StoreAccess> open(Vertx vertx, AppConfig.StoreConfig config) {
        return onThread("autotrade-store-open", () -> {
            // This thread has no Vert.x context: the one it is given here is that of an event loop, whoever asked.
            Context context = vertx.getOrCreateContext();
            EmbeddedServer server =
                    config.embedded() ? EmbeddedServer.start(config.dataDir().resolve("postgres")) : null;
            StoreAddress address = server == null ? StoreAddress.of(config.url().reveal()) : server.address();
            return new StoreAccess(address, server, context);
        });
    }

    /** Runs blocking work on a thread of its own; it may take longer than a worker thread of Vert.x is given. */
    <T> Future<T> blocking(String threadName, Supplier<T> work) {
        return onThread(threadName, work);
    }

    private static <T> Future<T> onThread(String name, Supplier<T> work) {
        Completion<T> completion = new Completion<>();
        Thread.ofPlatform().name(name).start(() -> {
            try {
                completion.complete(work.get());
            } catch (RuntimeException e) {
                completion.fail(e);
            }
        });
        return completion.future();
    }

    /** After the database could not be reached: starts an embedded one again if that is for this process to do. */
    Future<Void> revive() {
        EmbeddedServer own = server;
        return own == null
                ? Future.succeededFuture()
                : onThread("autotrade-store-revive", () -> {
                            own.revive();
                            return own;
                        })
                        .mapEmpty();
    }

    StoreAddress address() {
        return address;
    }

    Context writerContext() {
        return writerContext;
    }

    /** Stops the embedded server if this process owns it. */
    Future<Void> close() {
        EmbeddedServer owned = server;
        if (owned == null) {
            return Future.succeededFuture();
        }
        return onThread("autotrade-store-close", () -> {
                    owned.stop();
                    return owned;
                })
                .mapEmpty();
    }
}
