package io.autotrade.simulated.market;

import io.autotrade.broker.FundingRate;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.simulated.Instruments;
import io.autotrade.simulated.driven.Bars;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Path and assets of one market, and what can be asked about them at a time that has come. */
final class Scene {

    private static final Duration BEFORE_NOW = Duration.ofDays(60);
    /**
     * Time of day at which a new market begins: always the same, so that the first hour does not depend on when it is
     * tried.
     */
    private static final Duration BEGINS_AT = Duration.ofHours(6);

    private final long seed;
    private final long origin;
    private final Instant start;
    private final Duration tick;
    private final MarketPath path;
    private final SortedMap<Symbol, Asset> assets = new TreeMap<>();
    private final Map<Symbol, MarketMemory.Anchor> anchors = new TreeMap<>();
    private final Map<Symbol, Ticker> latest = new ConcurrentHashMap<>();

    private Scene(long seed, long origin, Instant start, Duration tick, MarketPath path) {
        this.seed = seed;
        this.origin = origin;
        this.start = start;
        this.tick = tick;
        this.path = path;
    }

    /** Goes on with a market, or begins one. */
    static Scene create(MarketSettings settings, Set<Symbol> symbols, Instant wall, @Nullable MarketMemory memory) {
        Instant at = memory == null ? beginning(settings, wall) : memory.at();
        long seed = memory == null ? settings.seed() : memory.seed();
        long today = MarketPath.dayOf(at);
        long origin = memory == null ? today - MarketPath.HISTORY : memory.origin();
        Map<Symbol, Profile> profiles = profiles(settings, symbols, memory);
        MarketPath path = new MarketPath(
                seed,
                origin,
                profiles,
                memory == null ? origin : memory.checkpointDay(),
                memory == null ? Day.Snapshot.START : memory.checkpoint(),
                today);
        Scene scene = new Scene(seed, origin, at, settings.tick(), path);
        profiles.forEach((symbol, profile) -> scene.add(symbol, profile, memory));
        return scene;
    }

    private static Instant beginning(MarketSettings settings, Instant wall) {
        Instant chosen = settings.start()
                .orElse(wall.minus(BEFORE_NOW).truncatedTo(ChronoUnit.DAYS).plus(BEGINS_AT));
        if (chosen.isAfter(wall)) {
            throw new IllegalArgumentException(
                    MarketSettings.SECTION + ".start must not be after the wall clock (" + wall + "), was " + chosen);
        }
        return Instant.ofEpochSecond(Math.floorDiv(chosen.getEpochSecond(), 60L) * 60);
    }

    private static Map<Symbol, Profile> profiles(
            MarketSettings settings, Set<Symbol> symbols, @Nullable MarketMemory memory) {
        Map<Symbol, Profile> profiles = new TreeMap<>();
        for (Symbol symbol : symbols) {
            Profile profile = Profile.of(symbol);
            MarketMemory.Anchor anchor =
                    memory == null ? null : memory.anchors().get(symbol);
            BigDecimal price =
                    anchor == null ? settings.prices().getOrDefault(symbol, profile.startPrice()) : anchor.startPrice();
            profiles.put(symbol, profile.withStartPrice(price));
        }
        return profiles;
    }

    private void add(Symbol symbol, Profile profile, @Nullable MarketMemory memory) {
        MarketMemory.Anchor known = memory == null ? null : memory.anchors().get(symbol);
        int minuteOfDay = (int) Math.floorMod(minuteOf(start), (long) Day.MINUTES);
        double level = path.day(MarketPath.dayOf(start)).track(symbol).level()[minuteOfDay];
        double offset = known == null ? -level : known.offset();
        anchors.put(symbol, new MarketMemory.Anchor(profile.startPrice(), offset));
        Asset asset = new Asset(
                Instruments.withPrice(symbol, profile.startPrice()),
                profile,
                offset,
                path,
                seed,
                origin * Day.MINUTES,
                (int) (60 / tick.toSeconds()));
        assets.put(symbol, asset);
        DayFigures figures = new DayFigures(asset);
        figures.reach(minuteOf(start));
        Asset.Minute minute = asset.currentMinute(minuteOf(start));
        int index = tickOf(start);
        latest.put(symbol, asset.ticker(minute, index, figures, tickTime(start)));
    }

    long seed() {
        return seed;
    }

    /** The time at which the market was opened. */
    Instant start() {
        return start;
    }

    SortedMap<Symbol, Asset> assets() {
        return assets;
    }

    MarketPath path() {
        return path;
    }

    /** What to keep so that the market can go on from a time. */
    MarketMemory memory(Instant at) {
        Day oldest = path.days().getFirst();
        return new MarketMemory(seed, origin, at, anchors, oldest.number(), oldest.start());
    }

    Ticker latest(Asset asset) {
        Ticker ticker = latest.get(asset.symbol());
        if (ticker == null) {
            throw new IllegalStateException("no ticker of " + asset.symbol());
        }
        return ticker;
    }

    void latest(Ticker ticker) {
        latest.put(ticker.symbol(), ticker);
    }

    Bars bars(Asset asset) {
        List<Day> days = path.days();
        return new MinuteBars(asset, days.getFirst().number(), days.getLast().number() + 1);
    }

    OrderBook book(Asset asset, int depth, Instant now) {
        return asset.book(asset.minute(minuteOf(now)), tickOf(now), depth, tickTime(now));
    }

    /** The funding of the period a time is in. */
    FundingRate funding(Asset asset, Instant now) {
        Instant due = Funding.endOfPeriod(now);
        return Funding.of(asset.symbol(), rateBefore(asset, due), due, now);
    }

    /** The funding that was charged at a time. */
    FundingRate settled(Asset asset, Instant fundingTime) {
        return Funding.of(asset.symbol(), rateBefore(asset, fundingTime), fundingTime, fundingTime);
    }

    /** Oldest first. */
    List<FundingRate> settledFunding(Asset asset, Instant now, int limit) {
        List<FundingRate> rates = new ArrayList<>();
        Instant due = Funding.endOfPeriod(now).minus(Funding.INTERVAL);
        Instant oldest = MarketPath.startOf(path.days().getFirst().number());
        while (rates.size() < limit && due.isAfter(oldest)) {
            rates.addFirst(settled(asset, due));
            due = due.minus(Funding.INTERVAL);
        }
        return List.copyOf(rates);
    }

    OpenInterest openInterest(Asset asset, Instant now) {
        Day.Track track = path.day(MarketPath.dayOf(now)).track(asset.symbol());
        int quarter = (int) (Math.floorMod(minuteOf(now), (long) Day.MINUTES) / 15);
        BigDecimal quantity = asset.interest(track.interest()[quarter]);
        BigDecimal notional = quantity.multiply(latest(asset).last());
        return new OpenInterest(asset.symbol(), quantity, notional, now);
    }

    static long minuteOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60L);
    }

    int tickOf(Instant time) {
        return (int) (Math.floorMod(time.getEpochSecond(), 60L) / tick.toSeconds());
    }

    private Instant tickTime(Instant time) {
        return Instant.ofEpochSecond(minuteOf(time) * 60 + tickOf(time) * tick.toSeconds());
    }

    private double rateBefore(Asset asset, Instant fundingTime) {
        Instant inside = fundingTime.minusSeconds(1);
        int period = (int) (Math.floorMod(minuteOf(inside), (long) Day.MINUTES) * Day.PERIODS / Day.MINUTES);
        return path.day(MarketPath.dayOf(inside)).track(asset.symbol()).funding()[period];
    }
}
