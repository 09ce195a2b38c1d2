package io.autotrade.okx.faults;

import io.autotrade.okx.loop.VirtualTime;
import io.autotrade.okx.sandbox.Fault;
import io.autotrade.okx.sandbox.VirtualVenue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What goes wrong around one schedule: requests, pushes, lists, clocks, connections and the exchange itself. */
final class Weather {

    private static final String BTC = Schedule.BTC.value();

    /** The first write is the entry; there are few others, and chance alone would hardly meet it. */
    private static final List<Fault> ON_WRITES = List.of(
            Fault.DROP_BEFORE,
            Fault.DROP_AFTER,
            Fault.SILENCE_AFTER,
            Fault.HTML_AFTER,
            Fault.LIMITED,
            Fault.TIMEOUT_AFTER,
            Fault.HALF_AFTER,
            Fault.MALFORMED_AFTER,
            Fault.ITEMS_REFUSED);

    private static final Duration BOOK_CHANGES = Duration.ofMillis(400);

    private final VirtualTime time;
    private final VirtualVenue venue;
    private final Random random;
    private final List<String> told = new ArrayList<>();
    private boolean over;

    Weather(VirtualTime time, VirtualVenue venue, long seed) {
        this.time = time;
        this.venue = venue;
        random = new Random(seed);
    }

    /** @param watched whether somebody watches the order book */
    void begin(boolean watched) {
        requests();
        venue.disturbPushes(random.nextLong(), share(), share(), share(), 60 + random.nextInt(2_000));
        venue.lateRows(random.nextInt(3) == 0 ? random.nextInt(800) : 0, random.nextLong());
        venue.slowest(random.nextInt(3) == 0 ? 150 : 15);
        if (random.nextInt(4) == 0) {
            venue.failAttachments(random.nextLong(), 0.5);
            told.add("attached stops fail");
        }
        if (random.nextInt(3) == 0) {
            Duration ahead = Duration.ofMillis(random.nextInt(180_000) - 90_000);
            venue.wallAhead(ahead);
            told.add("wall clock ahead by " + ahead);
        }
        sometimes(4, "cut", 0, () -> venue.cut(), () -> {});
        sometimes(6, "silent stall", 25_000, () -> venue.stall(true), () -> venue.stall(false));
        sometimes(8, "upgrade", 1_500, () -> venue.announceUpgrade(), () -> venue.cut());
        sometimes(8, "maintenance", 20_000, () -> venue.maintain(true), () -> venue.maintain(false));
        sometimes(8, "suspension", 5_000, () -> venue.suspend(BTC, true), () -> venue.suspend(BTC, false));
        sometimes(8, "clock steps", 0, () -> venue.wallAhead(Duration.ofSeconds(random.nextInt(120) - 60L)), () -> {});
        if (watched) {
            books();
        }
        sometimes(10, "transfer", 0, () -> venue.transfer(new java.math.BigDecimal("25.5")), () -> {});
    }

    /** Changes of the order book, a few a second, some of which get lost. */
    private void books() {
        venue.disturbBooks(random.nextLong(), share(), share());
        time.every(BOOK_CHANGES, () -> whileOn(() -> venue.stirBook(BTC)));
        sometimes(8, "order book begins anew", 0, () -> venue.restartBook(BTC), () -> {});
    }

    private double share() {
        return random.nextDouble() * 0.3;
    }

    private void requests() {
        Set<Fault> kinds = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (random.nextBoolean()) {
                kinds.add(fault);
            }
        }
        if (random.nextInt(3) == 0) {
            Fault fault = ON_WRITES.get(random.nextInt(ON_WRITES.size()));
            venue.failNext("POST /api/v5/trade/", fault);
            told.add(fault + " of a write");
        }
        if (!kinds.isEmpty()) {
            double share = random.nextDouble() * 0.25;
            venue.failAtRandom(random.nextLong(), share, kinds);
            told.add(Math.round(share * 100) + " % of requests " + kinds);
        }
    }

    /** One time in so many, something begins at some moment of the schedule and ends again. */
    private void sometimes(int oneIn, String what, int longestMillis, Runnable begin, Runnable end) {
        if (random.nextInt(oneIn) != 0) {
            return;
        }
        Duration from = Duration.ofMillis(random.nextInt(3) == 0 ? 0 : random.nextInt(5_000));
        Duration length = Duration.ofMillis(longestMillis == 0 ? 0 : 1 + random.nextInt(longestMillis));
        told.add(what + " at " + from + " for " + length);
        time.after(from, () -> whileOn(begin));
        time.after(from.plus(length), () -> whileOn(end));
    }

    private void whileOn(Runnable work) {
        if (!over) {
            work.run();
        }
    }

    void end() {
        over = true;
        venue.calm();
    }

    @Override
    public String toString() {
        return String.join(", ", told);
    }
}
