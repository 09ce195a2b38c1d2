package com.example.diary;

import io.autotrade.broker.EventConsumerContext;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The verticle: hears everything, writes down what it is interested in. */
final class Diary extends VerticleBase {

    private final EventConsumerContext service;
    private final Path path;
    private final List<String> types;
    private FileChannel file;
    private long written;

    Diary(EventConsumerContext service) {
        this.service = service;
        this.path = service.home().resolve(service.configuration().getString("file"));
        this.types = service.configuration().getJsonArray("types").stream()
                .map(String::valueOf)
                .toList();
    }

    @Override
    public Future<?> start() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Written before = Written.in(Files.readAllBytes(path));
        file.truncate(before.length()); // half a line is left of a crash; its event comes again
        file.position(before.length());
        written = before.seq();
        service.events().follow(0, this::onEvent);
        return Future.succeededFuture();
    }

    private Future<Void> onEvent(JsonObject event) {
        long seq = event.getLong("seq");
        boolean wanted = seq > written && types.contains(event.getString("type"));
        if (!wanted) {
            return Future.succeededFuture();
        }
        try {
            ByteBuffer line = ByteBuffer.wrap((event.encode() + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(false);
            written = seq;
            service.metrics().count("lines", 1, "type", event.getString("type"));
            return Future.succeededFuture();
        } catch (IOException e) {
            return Future.failedFuture(e); // the same event comes again, later
        }
    }

    @Override
    public Future<?> stop() throws IOException {
        if (file != null) {
            file.close();
        }
        return Future.succeededFuture();
    }
}
