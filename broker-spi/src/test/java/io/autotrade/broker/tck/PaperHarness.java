package io.autotrade.broker.tck;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.MarketEvent;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The harness of a paper broker: one that fills from {@link io.autotrade.broker.BrokerContext#market()} and keeps its
 * account in {@link io.autotrade.broker.BrokerContext#store()}. The market has no spread; every price is one second
 * after the one before.
 *
 * <p>A subclass adds what it knows, such as {@link #takerFeeRate()}.
 */
public class PaperHarness implements BrokerHarness {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long DEADLINE_SECONDS = 10;
    private static final BigDecimal BEYOND = new BigDecimal("0.01");

    private final BrokerProvider provider;
    private final List<Symbol> symbols;
    private final TckContext context;
    private final Map<Symbol, BigDecimal> prices = new TreeMap<>();
    private @Nullable Broker broker;

    /**
     * A harness for a new account.
     *
     * @param configuration the broker's section, complete, with starting cash for the account
     */
    public PaperHarness(Vertx vertx, BrokerProvider provider, JsonObject configuration, List<Symbol> symbols) {
        this.provider = provider;
        this.symbols = List.copyOf(symbols);
        context = new TckContext(vertx, configuration, new TreeSet<>(symbols));
    }

    /** The context the broker is opened with. */
    public final TckContext context() {
        return context;
    }

    @Override
    public Set<Lever> levers() {
        return EnumSet.of(Lever.ADVANCE_TIME, Lever.SETTLE_FUNDING, Lever.REOPEN, Lever.FORCE_CLOSE);
    }

    @Override
    public List<Symbol> symbols() {
        return symbols;
    }

    @Override
    public Optional<BrokerProvider> provider() {
        return Optional.of(provider);
    }

    @Override
    public Future<Broker> open() {
        return provider.open(context).onSuccess(opened -> broker = opened);
    }

    @Override
    public Instant now() {
        return context.clock().instant();
    }

    @Override
    public void price(Symbol symbol, BigDecimal price) {
        prices.put(symbol, price);
        tick(symbol, price, context.clock().advance(TICK));
    }

    @Override
    public void advance(Duration duration) {
        Instant now = context.clock().advance(duration);
        publish(new MarketEvent.ClockAdvanced(now));
        prices.forEach((symbol, price) -> tick(symbol, price, now));
    }

    @Override
    public void settleFunding(Symbol symbol, BigDecimal rate) {
        Instant now = context.clock().advance(TICK);
        publish(new MarketEvent.FundingSettled(new FundingRate(symbol, rate, now, Duration.ofHours(8), now)));
    }

    /** Moves the price past the liquidation price; the position must have one. */
    @Override
    public void forceClose(Symbol symbol) {
        Broker opened = java.util.Objects.requireNonNull(broker, "not open");
        Position position = await(opened.positions()).stream()
                .filter(candidate -> candidate.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no position of " + symbol + " to close by force"));
        BigDecimal liquidation = position.liquidationPrice();
        if (liquidation == null) {
            throw new AssertionError("a leveraged position without liquidationPrice: " + position);
        }
        BigDecimal step = liquidation.multiply(BEYOND);
        price(symbol, position.side() == PositionSide.LONG ? liquidation.subtract(step) : liquidation.add(step));
    }

    private void tick(Symbol symbol, BigDecimal price, Instant at) {
        publish(new MarketEvent.Ticked(new Ticker(symbol, price, price, price, price, null, null, null, null, at)));
    }

    private void publish(MarketEvent event) {
        await(context.market().publish(event));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "the broker did not finish handling a market event in " + DEADLINE_SECONDS + " s", e);
        }
    }
}
