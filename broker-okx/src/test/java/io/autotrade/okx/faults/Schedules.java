package io.autotrade.okx.faults;

import io.autotrade.okx.loop.VirtualTime;
import io.autotrade.okx.sandbox.Trouble;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** Runs a range of seeds, each on a fresh exchange with a fresh client, on so many threads. */
final class Schedules {

    private static final int ENOUGH_PROBLEMS = 20;

    private final long first;
    private final long count;
    private final int threads;
    private final LongConsumer afterEach;
    private final Consumer<String> onProblem;
    private final AtomicLong next;
    private final AtomicLong done = new AtomicLong();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Map<Trouble, Long> troubles = new ConcurrentHashMap<>();
    private final Set<String> killedAfter = ConcurrentHashMap.newKeySet();

    /**
     * @param afterEach told how many are done
     * @param onProblem told what went wrong, at once
     */
    Schedules(long first, long count, int threads, LongConsumer afterEach, Consumer<String> onProblem) {
        this.onProblem = onProblem;
        this.first = first;
        this.count = count;
        this.threads = threads;
        this.afterEach = afterEach;
        next = new AtomicLong(first);
    }

    /** @return what went wrong, each with how to run it again; empty for nothing */
    List<String> run() {
        Vertx vertx = Vertx.vertx();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                String authority = "okx-" + worker + ".invalid:1";
                all.add(() -> work(vertx, authority));
            }
            for (Future<Boolean> worker : workers.invokeAll(all)) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker gave up", e);
        } finally {
            vertx.close().await();
        }
        return List.copyOf(problems);
    }

    /** How often each thing really went wrong in the schedules that did not fail. */
    Map<Trouble, Long> troubles() {
        return new TreeMap<>(troubles);
    }

    /** Method and path of the requests after which a process was killed. */
    Set<String> killedAfter() {
        Set<String> calls = new TreeSet<>(killedAfter);
        calls.remove("");
        return calls;
    }

    private static String call(String request) {
        return request.replaceFirst("[? ][^/].*", "").strip();
    }

    private boolean work(Vertx vertx, String authority) {
        // A minute apart, so that what is counted per second or per window at an address begins anew.
        long start = 0;
        Logger logger = count == 1 ? LoggerFactory.getLogger("io.autotrade.okx.schedule") : NOPLogger.NOP_LOGGER;
        for (long seed = next.getAndIncrement();
                seed < first + count && problems.size() < ENOUGH_PROBLEMS;
                seed = next.getAndIncrement()) {
            VirtualTime time = new VirtualTime(seed, start);
            try {
                Schedule schedule = new Schedule(vertx, seed, time, authority, logger);
                schedule.run();
                schedule.troubles().forEach((trouble, times) -> troubles.merge(trouble, (long) times, Long::sum));
                killedAfter.add(call(schedule.killedAfter()));
            } catch (AssertionError | RuntimeException e) {
                String problem = e.getMessage() + "\n  run it again: ./mvnw -pl broker-okx -am test"
                        + " -Dtest=FaultSchedulesTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dautotrade.okx.schedules=1 -Dautotrade.okx.seed=" + seed;
                problems.add(problem);
                onProblem.accept(problem);
            }
            start = time.nanoTime() + 60_000_000_000L;
            afterEach.accept(done.incrementAndGet());
        }
        return true;
    }
}
