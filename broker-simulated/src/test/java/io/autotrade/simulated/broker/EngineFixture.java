package io.autotrade.simulated.broker;

import io.autotrade.broker.Booking;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import io.autotrade.simulated.Instruments;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An engine with a clock and a record of everything it booked. */
final class EngineFixture {

    static final Symbol BTC = Symbol.of("BTC-USDT-SWAP");
    static final Symbol ETH = Symbol.of("ETH-USDT-SWAP");

    final Terms terms;
    final SortedMap<Symbol, Instrument> instruments;
    final List<Fill> fills = new ArrayList<>();
    final List<Booking> bookings = new ArrayList<>();
    final HashSet<ClientOrderId> finished = new HashSet<>();
    private final Map<Symbol, Ticker> tickers = new TreeMap<>();
    Engine engine;
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private int ids;

    EngineFixture(Map<String, Object> configuration) {
        terms = Terms.from(new JsonObject(new java.util.HashMap<>(configuration)));
        instruments = Instruments.of(Instruments.known());
        engine = new Engine(terms, instruments, State.opened(terms.startingCash(), now), finished, "USDT");
    }

    static EngineFixture plain() {
        return new EngineFixture(Map.of("slippage_bps", 0));
    }

    static BigDecimal num(String text) {
        return new BigDecimal(text);
    }

    ClientOrderId nextId() {
        return new ClientOrderId("id" + ++ids);
    }

    Changes tick(Symbol symbol, String price) {
        return tick(symbol, num(price), num(price), num(price));
    }

    Changes tick(Symbol symbol, BigDecimal bid, BigDecimal ask, BigDecimal last) {
        now = now.plusSeconds(1);
        Ticker ticker = new Ticker(symbol, bid, ask, last, last, null, null, null, null, now);
        tickers.put(symbol, ticker);
        return keep(engine.tick(ticker));
    }

    Changes fund(Symbol symbol, String rate) {
        now = now.plusSeconds(1);
        return keep(engine.fund(new FundingRate(symbol, num(rate), now, Duration.ofHours(8), now)));
    }

    WriteResult market(Symbol symbol, Side side, String quantity) {
        return place(PlaceOrder.market(nextId(), symbol, side, num(quantity)));
    }

    WriteResult market(Symbol symbol, Side side, String quantity, String leverage) {
        return place(PlaceOrder.market(nextId(), symbol, side, num(quantity)).withLeverage(num(leverage)));
    }

    WriteResult limit(Symbol symbol, Side side, OrderType type, String quantity, String price) {
        return place(PlaceOrder.limit(nextId(), symbol, side, type, num(quantity), num(price)));
    }

    WriteResult protect(Symbol symbol, String stop, String target) {
        Engine.Step step = engine.protect(
                symbol,
                new Protection(nextId(), stop == null ? null : num(stop), target == null ? null : num(target)),
                now);
        keep(step.changes());
        return step.result();
    }

    WriteResult place(PlaceOrder order) {
        return kept(engine.place(order, now));
    }

    WriteResult kept(Engine.Step step) {
        keep(step.changes());
        return step.result();
    }

    Changes keep(Changes changes) {
        fills.addAll(changes.fills());
        bookings.addAll(changes.bookings());
        return changes;
    }

    Position position(Symbol symbol) {
        return engine.positions().stream()
                .filter(position -> position.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    BigDecimal cash() {
        return engine.balance(now).cash();
    }

    BigDecimal equity() {
        return engine.balance(now).equity();
    }

    /** Replaces the engine by one that was read from what this one would have written. */
    void restart() {
        crash();
        tickers.values().forEach(engine::see);
    }

    /** As {@link #restart()}, with a market that has no price yet. */
    void crash() {
        State copy = StateCodec.decode(StateCodec.encode(engine.state()));
        engine = new Engine(terms, instruments, copy, finished, "USDT");
    }
}
