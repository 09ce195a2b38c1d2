package io.autotrade;

import io.autotrade.config.AppConfig;
import io.autotrade.config.HttpConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks of {@code doctor} that concern the machine alone. */
final class MachineChecks {

    static final int OLDEST_JAVA = 21;
    private static final long MIB = 1 << 20;
    private static final long TOO_FULL = 200 * MIB;
    private static final long NEARLY_FULL = 1024 * MIB;
    /** No clock of a machine that runs this build is right when it stands before this. */
    private static final Instant BUILT_AFTER = Instant.parse("2026-01-01T00:00:00Z");

    private MachineChecks() {}

    static Finding java(int feature) {
        return feature >= OLDEST_JAVA
                ? Finding.ok("java", "Java " + Runtime.version())
                : Finding.fail("java", "Java " + feature + " is too old", "install a JDK " + OLDEST_JAVA + " or newer");
    }

    static Finding clock(Instant now) {
        return now.isAfter(BUILT_AFTER)
                ? Finding.ok("clock", now + " UTC; the venue's clock is compared when it is asked")
                : Finding.fail(
                        "clock", "the clock says " + now, "switch on time synchronisation (timedatectl set-ntp true)");
    }

    static Finding disk(Path dataDir) {
        Path existing = dataDir;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            if (!Files.isWritable(existing)) {
                return Finding.fail(
                        "disk",
                        existing + " cannot be written",
                        "let the user of the service own it, or set store.data_dir");
            }
            long free = Files.getFileStore(existing).getUsableSpace();
            String message = free / MIB + " MiB free for " + dataDir;
            if (free < TOO_FULL) {
                return Finding.fail("disk", message, "free at least 1 GiB, or move store.data_dir");
            }
            return free < NEARLY_FULL
                    ? Finding.warn("disk", message, "free at least 1 GiB, or move store.data_dir")
                    : Finding.ok("disk", message);
        } catch (IOException e) {
            return Finding.warn(
                    "disk", "the free space of " + existing + " is unknown: " + e.getMessage(), "look by hand");
        }
    }

    /** Files with secrets that others on this machine may read. */
    static List<Finding> secrets(AppConfig config) {
        List<Finding> found = new ArrayList<>();
        List<Path> files = new ArrayList<>(List.of(config.store().dataDir().resolve("operator-token")));
        Path file = config.file();
        if (file != null && file.getParent() != null) {
            files.add(file.getParent().resolve(".env"));
        }
        for (Path secret : files) {
            if (Files.exists(secret) && openToOthers(secret)) {
                found.add(Finding.warn("secrets", "others can read " + secret, "chmod 600 " + secret));
            }
        }
        return found.isEmpty() ? List.of(Finding.ok("secrets", "no file with secrets is open to others")) : found;
    }

    private static boolean openToOthers(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    static Finding port(HttpConfig http) {
        if (http.port() == 0) {
            return Finding.ok("port", "the system chooses a free one");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(http.host(), http.port()));
            return Finding.ok("port", http.host() + ":" + http.port() + " is free");
        } catch (IOException e) {
            if (answersAsService(http)) {
                return Finding.ok("port", "the service already runs on " + http.host() + ":" + http.port());
            }
            return Finding.fail(
                    "port",
                    http.host() + ":" + http.port() + " cannot be used: " + e.getMessage(),
                    "stop what listens there, or set http.port");
        }
    }

    private static boolean answersAsService(HttpConfig http) {
        String scheme = http.tls() == null ? "http" : "https";
        String host = http.host().equals("0.0.0.0") ? "127.0.0.1" : http.host();
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://" + host + ":" + http.port() + "/healthz"))
                .timeout(Duration.ofSeconds(3))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body().contains("\"schedulers\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
