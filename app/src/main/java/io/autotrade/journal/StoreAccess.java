package io.autotrade.journal;

import io.autotrade.config.AppConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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
        Promise<StoreAccess> opened = Promise.promise();
        // A thread without a Vert.x context of its own: the context it makes is one of an event loop, whoever asked.
        Thread.ofPlatform().daemon().name("autotrade-store-open").start(() -> {
            try {
                Context context = vertx.getOrCreateContext();
                EmbeddedServer server = config.embedded()
                        ? EmbeddedServer.start(config.dataDir().resolve("postgres"))
                        : null;
                StoreAddress address =
                        server == null ? StoreAddress.of(config.url().reveal()) : server.address();
                opened.complete(new StoreAccess(address, server, context));
            } catch (RuntimeException e) {
                opened.fail(e);
            }
        });
        return opened.future();
    }

    StoreAddress address() {
        return address;
    }

    Context writerContext() {
        return writerContext;
    }

    /** Stops the embedded server if this process owns it. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        EmbeddedServer owned = server;
        if (owned == null) {
            return Future.succeededFuture();
        }
        Thread.ofPlatform().name("autotrade-store-close").start(() -> {
            try {
                owned.stop();
                closed.complete();
            } catch (RuntimeException e) {
                closed.fail(e);
            }
        });
        return closed.future();
    }
}
