package io.autotrade.config;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the configuration file, and the .env file beside it, now and then. What it finds is read off the event loop
 * and handed over once per change of content, whether good or bad; touching a file without changing it is no change.
 */
public final class ConfigWatcher {

    private final Vertx vertx;
    private final Path file;
    private final @Nullable Path home;
    private final Map<String, String> env;
    private final Consumer<AppConfig> changed;
    private final Consumer<ConfigException> refused;
    private String seen;
    private String unsettled = "";
    private boolean looking;
    private long timer = -1;

    /**
     * @param home as in {@link ConfigLoader#load}
     * @param changed takes the new configuration, on the context that called {@link #start}
     * @param refused takes what is wrong with the new file, on the same context
     */
    public ConfigWatcher(
            Vertx vertx,
            Path file,
            @Nullable Path home,
            Map<String, String> env,
            Consumer<AppConfig> changed,
            Consumer<ConfigException> refused) {
        this.vertx = vertx;
        this.file = file.toAbsolutePath().normalize();
        this.home = home;
        this.env = Map.copyOf(env);
        this.changed = changed;
        this.refused = refused;
        this.seen = fingerprint();
    }

    /** Begins to look; what was there when this object was made counts as known. */
    public void start(Duration interval) {
        timer = vertx.setPeriodic(interval.toMillis(), ignored -> look());
    }

    /** Stops looking. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** What a look found. */
    private record Found(
            String fingerprint,
            @Nullable AppConfig config,
            @Nullable ConfigException refusal) {}

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        String known = seen;
        String before = unsettled;
        vertx.executeBlocking(() -> find(known, before), false).onComplete(done -> {
            looking = false;
            Found found = done.result();
            if (found != null) {
                take(found);
            }
        });
    }

    private void take(Found found) {
        unsettled = found.fingerprint();
        if (found.config() != null) {
            seen = found.fingerprint();
            changed.accept(found.config());
        } else if (found.refusal() != null) {
            seen = found.fingerprint();
            refused.accept(found.refusal());
        }
    }

    /** A file is read once two looks in a row have seen the same, because editors write in several steps. */
    private Found find(String known, String before) {
        String now = fingerprint();
        if (now.equals(known) || !now.equals(before)) {
            return new Found(now, null, null);
        }
        try {
            return new Found(now, ConfigLoader.load(file, home, env), null);
        } catch (ConfigException e) {
            return new Found(now, null, e);
        }
    }

    private String fingerprint() {
        return hash(file) + hash(file.resolveSibling(".env"));
    }

    private static String hash(Path file) {
        try {
            byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (IOException e) {
            return "unreadable: " + e.getClass().getName();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
