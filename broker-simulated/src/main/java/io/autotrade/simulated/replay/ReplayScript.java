package io.autotrade.simulated.replay;

import io.autotrade.broker.FundingRate;
import io.autotrade.broker.KeyValueStore;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.MarketEvent.FeedState;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.simulated.driven.Moment;
import io.autotrade.simulated.driven.Timeline;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of all symbols, merged in time. Symbols that tick at the same time do so in the order of their names,
 * so a recording plays the same every time.
 */
final class ReplayScript implements Timeline {

    /** Key of the position in the store. */
    static final String KEY = "position";

    private static final Duration FUNDING_INTERVAL = Duration.ofHours(8);

    private final List<Track> tracks = new ArrayList<>();
    private final Map<Symbol, TimedValues> funding;
    private final Map<Symbol, Instant> fundedUpTo = new TreeMap<>();
    private final Map<Symbol, Ticker> latest = new ConcurrentHashMap<>();
    private final KeyValueStore store;
    private final Instant end;
    private final long bar;
    private boolean finished;

    /**
     * @param start market time at which the clock begins
     * @param end market time after which nothing happens any more
     */
    ReplayScript(
            Map<Symbol, Recording> recordings,
            Map<Symbol, TimedValues> funding,
            Instant start,
            Instant end,
            KeyValueStore store) {
        this.funding = funding;
        this.store = store;
        this.end = end;
        long smallest = Long.MAX_VALUE;
        for (Recording recording : new TreeMap<>(recordings).values()) {
            Track track = new Track(recording, start);
            tracks.add(track);
            latest.put(recording.symbol(), track.before(start));
            fundedUpTo.put(recording.symbol(), start);
            smallest = Math.min(smallest, recording.size().toMillis());
        }
        this.bar = smallest;
    }

    Ticker latest(Symbol symbol) {
        Ticker ticker = latest.get(symbol);
        if (ticker == null) {
            throw new IllegalArgumentException("no recording of " + symbol);
        }
        return ticker;
    }

    @Override
    public @Nullable Moment next() {
        if (finished) {
            return null;
        }
        Instant due = null;
        for (Track track : tracks) {
            Instant next = track.due();
            if (next != null && (due == null || next.isBefore(due))) {
                due = next;
            }
        }
        if (due == null || !due.isBefore(end)) {
            finished = true;
            return last();
        }
        List<MarketEvent> events = new ArrayList<>();
        addFunding(due, events);
        for (Track track : tracks) {
            if (due.equals(track.due())) {
                events.add(new MarketEvent.Traded(track.trade(due)));
                events.add(new MarketEvent.Ticked(track.ticker(due)));
                track.advance();
            }
        }
        events.add(new MarketEvent.ClockAdvanced(due));
        return new Moment(due, events);
    }

    private Moment last() {
        List<MarketEvent> events = new ArrayList<>();
        addFunding(end, events);
        events.add(new MarketEvent.ClockAdvanced(end));
        events.add(new MarketEvent.FeedChanged(FeedState.FINISHED, "the recording has come to its end", end));
        return new Moment(end, events);
    }

    private void addFunding(Instant now, List<MarketEvent> events) {
        for (Track track : tracks) {
            Symbol symbol = track.recording().symbol();
            TimedValues rates = funding.getOrDefault(symbol, TimedValues.none());
            Instant before = fundedUpTo.getOrDefault(symbol, now);
            rates.all()
                    .subMap(before, false, now, true)
                    .forEach((time, rate) ->
                            events.add(new MarketEvent.FundingSettled(settled(symbol, rates, time, rate))));
            fundedUpTo.put(symbol, now);
        }
    }

    static FundingRate settled(Symbol symbol, TimedValues rates, Instant time, BigDecimal rate) {
        Instant before = rates.all().lowerKey(time);
        Duration interval = before == null ? FUNDING_INTERVAL : Duration.between(before, time);
        return new FundingRate(symbol, rate, time, interval, time);
    }

    @Override
    public Future<Void> begin(Moment moment) {
        for (MarketEvent event : moment.events()) {
            if (event instanceof MarketEvent.Ticked ticked) {
                latest.put(ticked.ticker().symbol(), ticked.ticker());
            }
        }
        // Once a bar is enough: a crash repeats less than one bar, a stop nothing.
        return Math.floorMod(moment.at().toEpochMilli(), bar) == 0 ? keep(moment.at()) : Future.succeededFuture();
    }

    @Override
    public Future<Void> stopped(@Nullable Instant last) {
        return last == null ? Future.succeededFuture() : keep(last.plusMillis(1));
    }

    private Future<Void> keep(Instant position) {
        return store.put(KEY, position.toString());
    }

    /** Goes to where an earlier run stopped without telling anything. */
    void skipTo(Instant position) {
        for (Track track : tracks) {
            for (Instant due = track.due(); due != null && due.isBefore(position); due = track.due()) {
                latest.put(track.recording().symbol(), track.ticker(due));
                track.advance();
            }
            fundedUpTo.put(track.recording().symbol(), position.minusMillis(1));
        }
    }
}
