package io.autotrade.okx.rest;

import io.autotrade.okx.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/**
 * Reads the instruments again from time to time, and just after a change of steps or sizes that OKX has announced. To
 * be used on the loop.
 */
public final class InstrumentRefresh {

    private static final Duration AGE = Duration.ofMinutes(10);

    /** The list is changed at the announced time, not before. */
    private static final Duration AFTER_CHANGE = Duration.ofSeconds(2);

    private final Loop loop;
    private final InstrumentCache instruments;
    private final ServerClock clock;
    private final Logger logger;
    private Runnable cancel = () -> {};
    private boolean stopped;

    private InstrumentRefresh(Loop loop, InstrumentCache instruments, ServerClock clock, Logger logger) {
        this.loop = loop;
        this.instruments = instruments;
        this.clock = clock;
        this.logger = logger;
    }

    /** Begins; the result ends it. */
    public static Runnable start(Loop loop, InstrumentCache instruments, ServerClock clock, Logger logger) {
        InstrumentRefresh refresh = new InstrumentRefresh(loop, instruments, clock, logger);
        refresh.plan();
        return () -> {
            refresh.stopped = true;
            refresh.cancel.run();
        };
    }

    private void plan() {
        if (!stopped) {
            cancel = loop.after(pause(), this::read);
        }
    }

    private Duration pause() {
        Instant now = clock.instant();
        return instruments
                .nextChange(now)
                .map(change -> Duration.between(now, change).plus(AFTER_CHANGE))
                .filter(until -> until.compareTo(AGE) < 0)
                .orElse(AGE);
    }

    private void read() {
        instruments.load().onComplete(read -> {
            if (read.failed()) {
                logger.warn(
                        "OKX instruments could not be read again: {}",
                        read.cause().getMessage());
            }
            plan();
        });
    }
}
