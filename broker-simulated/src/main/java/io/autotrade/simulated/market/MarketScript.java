package io.autotrade.simulated.market;

import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Ticker;
import io.autotrade.simulated.driven.Moment;
import io.autotrade.simulated.driven.Timeline;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the market tick by tick: for every symbol a trade and a ticker, then the time.
 *
 * <p>The store is told a time before the market reaches it, about a second of real time ahead. After a crash the market
 * goes on there, so its time does not run backwards; after an orderly stop it goes on exactly where it was. That time
 * is never beyond the next funding, so a crash cannot skip one: it is told again, which the same symbol and time show.
 */
final class MarketScript implements Timeline {

    private static final int MAX_TICKS_AHEAD = 60;

    private final Scene scene;
    private final Duration tick;
    private final int ticksAhead;
    private final KeyValueStore store;
    private final Map<Asset, DayFigures> figures = new HashMap<>();
    private Instant position;
    private @Nullable Instant reserved;
    private boolean introduced;

    MarketScript(Scene scene, MarketSettings settings, KeyValueStore store) {
        this.scene = scene;
        this.store = store;
        tick = settings.tick();
        ticksAhead = settings.speed().stepsPerSecond(tick, MAX_TICKS_AHEAD);
        position = Instant.ofEpochSecond(
                Math.floorDiv(scene.start().getEpochSecond(), tick.toSeconds()) * tick.toSeconds());
        scene.assets().values().forEach(asset -> figures.put(asset, new DayFigures(asset)));
    }

    @Override
    public Moment next() {
        position = position.plus(tick);
        scene.path().reach(position);
        List<MarketEvent> events = new ArrayList<>(2 * figures.size() + 1);
        addFunding(events);
        scene.assets().values().forEach(asset -> addTick(asset, events));
        events.add(new MarketEvent.ClockAdvanced(position));
        return new Moment(position, events);
    }

    @Override
    public Future<Void> begin(Moment moment) {
        for (MarketEvent event : moment.events()) {
            if (event instanceof MarketEvent.Ticked ticked) {
                scene.latest(ticked.ticker());
            }
        }
        Instant ahead = reserveFor(moment.at());
        if (ahead.equals(reserved) || (reserved != null && !moment.at().isAfter(reserved))) {
            return Future.succeededFuture();
        }
        reserved = ahead;
        return store.put(SimulatedMarket.KEY, scene.memory(ahead).encode());
    }

    /** A time some ticks ahead, but before the next funding; before a funding that is due at this time. */
    private Instant reserveFor(Instant at) {
        Instant ahead = at.plus(tick.multipliedBy(ticksAhead - 1L));
        Instant beforeFunding = (isFunding(at) ? at : Funding.endOfPeriod(at)).minus(tick);
        return ahead.isBefore(beforeFunding) ? ahead : beforeFunding;
    }

    private static boolean isFunding(Instant time) {
        return time.getEpochSecond() % Funding.INTERVAL.toSeconds() == 0;
    }

    @Override
    public Future<Void> stopped(@Nullable Instant last) {
        return last == null
                ? Future.succeededFuture()
                : store.put(SimulatedMarket.KEY, scene.memory(last).encode());
    }

    private void addFunding(List<MarketEvent> events) {
        boolean due = isFunding(position);
        for (Asset asset : scene.assets().values()) {
            if (due) {
                events.add(new MarketEvent.FundingSettled(scene.settled(asset, position)));
            }
            if (due || !introduced) {
                events.add(new MarketEvent.FundingChanged(scene.funding(asset, position)));
            }
        }
        introduced = true;
    }

    private void addTick(Asset asset, List<MarketEvent> events) {
        long number = Scene.minuteOf(position);
        Asset.Minute minute = asset.currentMinute(number);
        DayFigures day = figures.get(asset);
        if (day == null) {
            throw new IllegalStateException("no figures of " + asset.symbol());
        }
        day.reach(number);
        int index = scene.tickOf(position);
        Ticker ticker = asset.ticker(minute, index, day, position);
        events.add(new MarketEvent.Traded(asset.trade(minute, index, position)));
        events.add(new MarketEvent.Ticked(ticker));
    }
}
