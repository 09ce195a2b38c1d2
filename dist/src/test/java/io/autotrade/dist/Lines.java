package io.autotrade.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a process writes, line by line, read as it comes. */
final class Lines {

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> fresh = new LinkedBlockingQueue<>();
    private final Thread reader;

    Lines(BufferedReader from) {
        reader = Thread.ofVirtual().start(() -> read(from));
    }

    private void read(BufferedReader from) {
        try (from) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                all.add(line);
                fresh.add(line);
            }
        } catch (IOException e) {
            fresh.add("cannot be read: " + e);
        }
    }

    /** Waits until such a line comes. */
    void await(Predicate<String> wanted) throws InterruptedException {
        String line = fresh.poll(60, TimeUnit.SECONDS);
        while (line != null && !wanted.test(line)) {
            line = fresh.poll(60, TimeUnit.SECONDS);
        }
        assertThat(line).as("no such line among %s", all).isNotNull();
    }

    /** Everything, after the process has ended. */
    List<String> all() throws InterruptedException {
        reader.join();
        return List.copyOf(all);
    }
}
