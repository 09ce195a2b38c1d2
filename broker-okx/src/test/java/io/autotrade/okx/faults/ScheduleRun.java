package io.autotrade.okx.faults;

import java.time.Duration;
import java.util.List;

/**
 * Runs schedules by the hundred thousand: arguments are the first seed, the number of seeds and the number of threads.
 * A run that was ended goes on from the seed it printed last.
 */
final class ScheduleRun {

    private static final int EVERY = 1_000;

    private ScheduleRun() {}

    public static void main(String[] arguments) {
        long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 100_000;
        int threads = arguments.length > 2
                ? Integer.parseInt(arguments[2])
                : Runtime.getRuntime().availableProcessors();
        long started = System.nanoTime();
        Schedules schedules = new Schedules(
                first,
                count,
                threads,
                done -> {
                    if (done % EVERY == 0) {
                        report(first + done, done, started);
                    }
                },
                System.out::println);
        List<String> problems = schedules.run();
        report(first + count, count, started);
        System.out.println("what went wrong: " + schedules.troubles());
        System.out.println("killed after: " + schedules.killedAfter());
        System.out.println(problems.isEmpty() ? "no schedule failed" : problems.size() + " schedules failed");
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    private static void report(long next, long done, long started) {
        Duration taken = Duration.ofNanos(System.nanoTime() - started);
        System.out.printf(
                "%d schedules in %d s, %.1f a second; go on from seed %d%n",
                done, taken.toSeconds(), done * 1e9 / taken.toNanos(), next);
    }
}
