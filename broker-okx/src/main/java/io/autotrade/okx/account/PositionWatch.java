package io.autotrade.okx.account;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Position;
import io.autotrade.okx.loop.Outlet;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the positions when something about them has changed, and tells what is different. */
final class PositionWatch {

    private static final Duration SETTLE = Duration.ofMillis(120);
    private static final Duration AGAIN = Duration.ofMillis(250);

    /** A position may be without its stop, so the answer to one question is not waited for without end. */
    private static final Duration ANSWER = Duration.ofMillis(700);

    private final Venue venue;
    private final Reads reads;
    private final Outlet<BrokerEvent> outlet;
    private final Sweeper sweeper;
    private final Protections protections;
    private final StopRepair stops;

    /** Positions whose protection is being given their size. */
    private final Set<String> fitting = new TreeSet<>();

    private final Map<String, Position> open = new TreeMap<>();
    private final Map<String, Position> vanished = new TreeMap<>();
    private boolean planned;
    private boolean stopped;

    PositionWatch(
            Venue venue,
            Reads reads,
            Outlet<BrokerEvent> outlet,
            Sweeper sweeper,
            Protections protections,
            StopRepair stops) {
        this.venue = venue;
        this.reads = reads;
        this.outlet = outlet;
        this.sweeper = sweeper;
        this.protections = protections;
        this.stops = stops;
    }

    /** Something changed; several calls in a row make one reading. */
    void changed() {
        plan(SETTLE);
    }

    /** Somebody else has read the positions: a stop that is missing, too small or one too many need not wait. */
    void read(List<Held> now) {
        if (!stopped) {
            now.forEach(this::guard);
        }
    }

    void stop() {
        stopped = true;
    }

    private void plan(Duration delay) {
        if (planned || stopped) {
            return;
        }
        planned = true;
        venue.loop().after(delay, () -> {
            planned = false;
            venue.loop().within(ANSWER, reads.held()).onComplete(read -> {
                if (stopped) {
                    return;
                }
                if (read.failed()) {
                    venue.logger()
                            .warn(
                                    "OKX positions could not be read: {}",
                                    read.cause().getMessage());
                    plan(AGAIN);
                } else {
                    compare(read.result());
                }
            });
        });
    }

    /** A position that is missing once may be a late reading; missing twice it is closed. */
    private void compare(List<Held> now) {
        Map<String, Position> seen = new TreeMap<>();
        now.stream().map(Held::position).forEach(position -> seen.put(key(position), position));
        seen.forEach((key, position) -> {
            vanished.remove(key);
            Position before = open.put(key, position);
            if (before == null || differs(before, position)) {
                outlet.emit(new BrokerEvent.PositionChanged(position));
            }
        });
        now.forEach(this::guard);
        boolean lookAgain = false;
        for (Map.Entry<String, Position> known : Map.copyOf(open).entrySet()) {
            if (!seen.containsKey(known.getKey())) {
                lookAgain |= missing(known.getKey(), known.getValue());
            }
        }
        if (lookAgain) {
            plan(SETTLE);
        }
    }

    private void guard(Held held) {
        Position position = held.position();
        if (position.stopPrice() == null) {
            stops.naked(position);
        } else if (Protections.isUnfit(held) && fitting.add(key(position))) {
            venue.loop().within(ANSWER, protections.fit(held)).onComplete(done -> {
                fitting.remove(key(position));
                plan(AGAIN);
            });
        }
    }

    private boolean missing(String key, Position position) {
        if (vanished.putIfAbsent(key, position) == null) {
            return true;
        }
        vanished.remove(key);
        open.remove(key);
        stops.closed(position.symbol());
        outlet.emit(new BrokerEvent.PositionClosed(
                position.symbol(), venue.rest().clock().instant()));
        sweeper.soon();
        return false;
    }

    private static boolean differs(Position a, Position b) {
        return a.quantity().compareTo(b.quantity()) != 0
                || a.entryPrice().compareTo(b.entryPrice()) != 0
                || a.leverage().compareTo(b.leverage()) != 0
                || !sameValue(a.stopPrice(), b.stopPrice())
                || !sameValue(a.targetPrice(), b.targetPrice());
    }

    private static boolean sameValue(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b == null : b != null && a.compareTo(b) == 0;
    }

    private static String key(Position position) {
        return position.symbol() + "/" + position.side();
    }
}
