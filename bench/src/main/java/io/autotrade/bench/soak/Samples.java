package io.autotrade.bench.soak;

import io.autotrade.bench.crash.KillVenue;
import io.autotrade.bench.crash.ServiceProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was measured of the running service, again and again. */
final class Samples {

    /** Samples with less of which nothing can be said about growth. */
    private static final int FEWEST = 60;

    /** Facts that may wait to be journalled in the end. */
    private static final long LARGEST_BACKLOG = 100;

    private final Path file;
    private final ServiceProcess service;
    private final KillVenue.Sandbox venue;
    private final Idle idle;
    private final long began = System.nanoTime();
    private final List<Sample> all = new ArrayList<>();
    private final List<Long> live = new ArrayList<>();

    /**
     * @param heap bytes in use, in MiB
     * @param late looks at the event loops that came more than 100 ms late, so far
     * @param looks all of them
     * @param idleLate the same of a process that does nothing
     * @param idleLooks all of those
     */
    private record Sample(
            long seconds,
            long resident,
            long heap,
            long threads,
            long backlog,
            long unresolved,
            long cycles,
            long orders,
            long fills,
            long late,
            long looks,
            long idleLate,
            long idleLooks,
            long venueResident,
            double load) {

        private static final String HEADER =
                "seconds,resident_mib,heap_mib,threads,backlog,unresolved,cycles,orders,fills,late,looks,idle_late,idle_looks,"
                        + "venue_mib,load";

        String line() {
            List<Long> counts = List.of(
                    seconds,
                    resident,
                    heap,
                    threads,
                    backlog,
                    unresolved,
                    cycles,
                    orders,
                    fills,
                    late,
                    looks,
                    idleLate,
                    idleLooks,
                    venueResident);
            return counts.stream().map(String::valueOf).collect(Collectors.joining(",")) + ",%.1f".formatted(load);
        }
    }

    /** @param idle for the comparison */
    Samples(Path file, ServiceProcess service, KillVenue.Sandbox venue, Idle idle) throws IOException {
        this.idle = idle;
        this.file = file;
        this.service = service;
        this.venue = venue;
        Files.writeString(file, Sample.HEADER + "\n");
    }

    /** Looks at what the heap holds when everything else was collected, which stops the service for a moment. */
    void weigh() throws IOException, InterruptedException {
        if (service.collectGarbage()) {
            live.add(heap(service.get("/metrics").body()));
        }
    }

    private static long heap(String metrics) {
        return (long) value(metrics, "jvm_memory_used_bytes\\{area=\"heap\"[^}]*}") >> 20;
    }

    /** Fills so far. */
    long fills() {
        return all.isEmpty() ? 0 : all.getLast().fills;
    }

    /** @return one line for a person */
    String take() throws IOException, InterruptedException {
        String text = service.get("/metrics").body();
        Sample sample = new Sample(
                (System.nanoTime() - began) / 1_000_000_000,
                service.residentMiB(),
                heap(text),
                (long) value(text, "jvm_threads_live_threads"),
                (long) value(text, "autotrade_journal_backlog"),
                (long) value(text, "autotrade_orders_unresolved"),
                (long) value(text, "scheduler_evaluations_total\\{[^}]*}"),
                (long) value(text, "okx_orders_total\\{[^}]*}"),
                (long) value(text, "autotrade_fills_total\\{[^}]*}"),
                (long) (value(text, "autotrade_event_loop_delay_seconds_count")
                        - value(text, "autotrade_event_loop_delay_seconds_bucket\\{le=\"0.1\"}")),
                (long) value(text, "autotrade_event_loop_delay_seconds_count"),
                idle.late(),
                idle.looks(),
                venue.residentMiB(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        all.add(sample);
        Files.writeString(file, sample.line() + "\n", StandardOpenOption.APPEND);
        return sample.line();
    }

    /** Sum of all series whose name and labels match. */
    private static double value(String text, String series) {
        Matcher found = Pattern.compile("^" + series + " ([0-9.eE+-]+)$", Pattern.MULTILINE)
                .matcher(text);
        double sum = 0;
        while (found.find()) {
            sum += Double.parseDouble(found.group(1));
        }
        return sum;
    }

    /** Figures for the record; what has grown is added to the problems. */
    String judge(List<String> problems) {
        Sample last = all.getLast();
        Sample settled = all.get(all.size() / 6);
        long before = highest(2, Sample::resident);
        long after = highest(6, Sample::resident);
        boolean longEnough = all.size() >= FEWEST;
        if (longEnough && !live.isEmpty() && live.getLast() > live.getFirst() + live.getFirst() / 4) {
            problems.add("the heap holds " + live + " MiB");
        }
        if (longEnough && after > before + before / 4) {
            problems.add("the process has grown from " + before + " to " + after + " MiB since the second sixth");
        }
        if (last.backlog > LARGEST_BACKLOG) {
            problems.add(last.backlog + " facts wait to be journalled");
        }
        if (last.fills == 0) {
            problems.add("nothing was traded, so nothing was shown");
        }
        return ("%d s, %d cycles, %d orders, %d fills; resident MiB: %d in the second sixth, %d in the last;"
                        + " heap MiB after collections: %s; threads %d and %d; backlog at most %d;"
                        + " unresolved at most %d; event loops: %d of %d looks later than 100 ms,"
                        + " %d of them since the second sixth; a process that does nothing: %d of %d, %d; load %.1f to %.1f")
                .formatted(
                        last.seconds,
                        last.cycles,
                        last.orders,
                        last.fills,
                        before,
                        after,
                        live,
                        highest(2, Sample::threads),
                        highest(6, Sample::threads),
                        all.stream().mapToLong(Sample::backlog).max().orElse(0),
                        all.stream().mapToLong(Sample::unresolved).max().orElse(0),
                        last.late,
                        last.looks,
                        last.late - settled.late,
                        last.idleLate,
                        last.idleLooks,
                        last.idleLate - settled.idleLate,
                        all.stream().mapToDouble(Sample::load).min().orElse(0),
                        all.stream().mapToDouble(Sample::load).max().orElse(0));
    }

    private List<Sample> sixth(int number) {
        return all.subList(all.size() * (number - 1) / 6, all.size() * number / 6);
    }

    private long highest(int sixth, ToLongFunction<Sample> value) {
        return sixth(sixth).stream().mapToLong(value).max().orElse(0);
    }
}
