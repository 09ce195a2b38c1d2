package io.autotrade;

import io.autotrade.bus.Control;
import io.autotrade.evaluation.ControlPlane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kill switch for those who cannot reach HTTP: a file in the data directory, and the signal USR1. Both halt, once
 * each time they appear; a file with the word {@code flatten} in it also closes every position.
 */
final class StopTriggers {

    private static final Logger LOG = LoggerFactory.getLogger(StopTriggers.class);
    /** Not USR2: HotSpot sends that to its own threads while a profiler samples them, and each would be a halt. */
    private static final String SIGNAL = "USR1";

    private static final long LOOK_MILLIS = 500;
    private static final long MOST_BYTES = 4_096;

    private final Vertx vertx;
    private final Path file;
    private final AtomicBoolean acted = new AtomicBoolean();
    private long timer;

    private StopTriggers(Vertx vertx, Path dataDir) {
        this.vertx = vertx;
        this.file = dataDir.resolve(ControlPlane.HALT_FILE);
    }

    /** Looks and listens from now on. */
    static StopTriggers open(Vertx vertx, Path dataDir) {
        StopTriggers triggers = new StopTriggers(vertx, dataDir);
        triggers.timer = vertx.setPeriodic(
                0,
                LOOK_MILLIS,
                id -> vertx.executeBlocking(triggers::wanted, false)
                        .onSuccess(triggers::look)
                        .onFailure(e -> LOG.error("the halt file could not be looked at", e)));
        triggers.listen();
        return triggers;
    }

    /** What the file wants; an empty text when it is not there. What cannot be read still halts. */
    private String wanted() {
        if (!Files.exists(file)) {
            return "";
        }
        try {
            boolean small = Files.size(file) <= MOST_BYTES;
            String text = small ? Files.readString(file, StandardCharsets.UTF_8) : "";
            if (HaltNote.isKnown(text)) {
                return "";
            }
            return text.toLowerCase(Locale.ROOT).contains("flatten") ? Control.FLATTEN : Control.HALT;
        } catch (IOException e) {
            LOG.warn("the halt file cannot be read, so it only halts: {}", e.getMessage());
            return Control.HALT;
        }
    }

    private void look(String wanted) {
        if (wanted.isEmpty()) {
            acted.set(false);
        } else if (acted.compareAndSet(false, true)) {
            stop(wanted, "halt file").onFailure(e -> acted.set(false));
        }
    }

    private Future<?> stop(String address, String by) {
        LOG.warn("{} by {}", address, by);
        JsonObject request = new JsonObject().put("by", by).put("reason", "");
        return vertx.eventBus()
                .<JsonObject>request(address, request)
                .onSuccess(
                        reply -> LOG.warn("stopped by {}: {}", by, reply.body().encode()))
                .onFailure(e -> LOG.error("the stop asked for by the {} failed and is tried again", by, e));
    }

    /** The class is not part of the Java API, so it is asked for by name and may be missing. */
    private void listen() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    StopTriggers.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        return answer(method.getName(), self, arguments);
                    });
            Object usr1 = signal.getConstructor(String.class).newInstance(SIGNAL);
            signal.getMethod("handle", signal, handler).invoke(null, usr1, proxy);
        } catch (InvocationTargetException e) {
            LOG.warn("this JVM does not give the signal {} away: {}", SIGNAL, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            LOG.warn("this JVM has no signals: {}", e.getMessage());
        }
    }

    /** A proxy has no identity but its own. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Object answer(String method, Object self, Object @Nullable [] arguments) {
        return switch (method) {
            case "handle" -> {
                vertx.runOnContext(now -> stop(Control.HALT, "signal " + SIGNAL));
                yield null;
            }
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> arguments != null && arguments.length == 1 && arguments[0] == self;
            default -> "halt on " + SIGNAL;
        };
    }

    /** Looks no more. */
    Future<Void> close() {
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }
}
