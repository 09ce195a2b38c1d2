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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of all symbols, merged in time. Symbols that tick at the same time do so in the order of their names,
 * so a recording plays the same every time.
 *
 * <p>The store keeps the time up to which everything was told: at a stop exactly, else once a bar. After a crash less
 * than a bar is told again, fundings included; the same symbol and time show that.
 */
final class ReplayScript implements Timeline {

    /** Key of the position in the store. */
    static final String KEY = "position";

    private final SortedMap<Symbol, Track> tracks = new TreeMap<>();
    private final Map<Symbol, FundingHistory> funding;
    private final Map<Symbol, Ticker> latest = new ConcurrentHashMap<>();
    private final KeyValueStore store;
    private final Instant end;
    private final long bar;
    private @Nullable Instant told;
    private Instant fundedUpTo;
    private boolean finished;

    /**
     * A script from its beginning.
     *
     * @param tracks what to play, from {@code start} on
     * @param end market time after which nothing happens any more
     */
    ReplayScript(
            SortedMap<Symbol, Track> tracks,
            Map<Symbol, FundingHistory> funding,
            Instant start,
            Instant end,
            KeyValueStore store) {
        this.tracks.putAll(tracks);
        this.funding = funding;
        this.store = store;
        this.end = end;
        fundedUpTo = start;
        tracks.forEach((symbol, track) -> latest.put(symbol, track.before(start)));
        bar = tracks.values().stream()
                .mapToLong(track -> track.recording().size().toMillis())
                .min()
                .orElseThrow();
    }

    Ticker latest(Symbol symbol) {
        Ticker ticker = latest.get(symbol);
        if (ticker == null) {
            throw new IllegalArgumentException("no recording of " + symbol);
        }
        return ticker;
    }

    /** Goes on after the time up to which an earlier run has told everything. */
    void skip(Instant toldEarlier) {
        told = toldEarlier;
        fundedUpTo = toldEarlier;
        tracks.forEach((symbol, track) -> {
            for (Instant due = track.due(); due != null && !due.isAfter(toldEarlier); due = track.due()) {
                latest.put(symbol, track.ticker(due));
                track.advance();
            }
        });
    }

    @Override
    public @Nullable Moment next() {
        if (finished) {
            return null;
        }
        Instant due = null;
        for (Track track : tracks.values()) {
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
        for (Track track : tracks.values()) {
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
        for (Symbol symbol : tracks.keySet()) {
            FundingHistory history = funding.get(symbol);
            List<FundingRate> settled = history == null ? List.of() : history.settled(fundedUpTo, now);
            if (history != null && !settled.isEmpty()) {
                settled.forEach(rate -> events.add(new MarketEvent.FundingSettled(rate)));
                history.coming(now).ifPresent(coming -> events.add(new MarketEvent.FundingChanged(coming)));
            }
        }
        fundedUpTo = now;
    }

    @Override
    public Future<Void> begin(Moment moment) {
        for (MarketEvent event : moment.events()) {
            if (event instanceof MarketEvent.Ticked ticked) {
                latest.put(ticked.ticker().symbol(), ticked.ticker());
            }
        }
        Instant before = told;
        told = moment.at();
        return before != null && Math.floorMod(moment.at().toEpochMilli(), bar) == 0
                ? keep(before)
                : Future.succeededFuture();
    }

    @Override
    public Future<Void> stopped(@Nullable Instant last) {
        return last == null ? Future.succeededFuture() : keep(last);
    }

    private Future<Void> keep(Instant position) {
        return store.put(KEY, position.toString());
    }
}
