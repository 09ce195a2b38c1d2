package io.autotrade.broker.tck.selftest;

import io.autotrade.broker.Broker;
import io.autotrade.broker.Capability;
import io.autotrade.broker.Position;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.tck.BrokerHarness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All levers over a {@link ReferenceVenue}. */
final class ReferenceHarness implements BrokerHarness {

    private static final BigDecimal BELOW = new BigDecimal("0.99");

    private final ReferenceVenue venue;
    private final Set<Capability> capabilities;
    private final Vertx vertx;
    private @Nullable ReferenceBroker broker;

    ReferenceHarness(Vertx vertx, Set<Capability> capabilities, Set<Fault> faults) {
        this.vertx = vertx;
        this.capabilities = capabilities;
        venue = new ReferenceVenue(capabilities, faults);
    }

    @Override
    public Set<Lever> levers() {
        return EnumSet.allOf(Lever.class);
    }

    @Override
    public List<Symbol> symbols() {
        return List.of(ReferenceVenue.BTC, ReferenceVenue.ETH);
    }

    @Override
    public Future<Broker> open() {
        ReferenceBroker opened = new ReferenceBroker(venue, capabilities, vertx, broker != null);
        broker = opened;
        return Future.succeededFuture(opened);
    }

    @Override
    public Instant now() {
        return venue.now();
    }

    @Override
    public void price(Symbol symbol, BigDecimal price) {
        venue.price(symbol, price, null);
    }

    @Override
    public void offer(Symbol symbol, BigDecimal price, BigDecimal quantity) {
        venue.price(symbol, price, quantity);
    }

    @Override
    public Optional<BigDecimal> takerFeeRate() {
        return Optional.of(ReferenceBooks.TAKER);
    }

    @Override
    public Optional<BigDecimal> makerFeeRate() {
        return Optional.of(ReferenceBooks.MAKER);
    }

    @Override
    public void advance(Duration duration) {
        venue.advance(duration);
    }

    @Override
    public void settleFunding(Symbol symbol, BigDecimal rate) {
        venue.settle(symbol, rate);
    }

    @Override
    public void forceClose(Symbol symbol) {
        Position position = Objects.requireNonNull(venue.books.position(symbol, venue.now()), "no position");
        price(symbol, Objects.requireNonNull(position.liquidationPrice()).multiply(BELOW));
    }

    @Override
    public void disconnect() {
        Objects.requireNonNull(broker).disconnect();
    }

    @Override
    public void reconnect() {
        Objects.requireNonNull(broker).reconnect();
    }

    @Override
    public void loseNextAnswer() {
        venue.loseNextAnswer();
    }
}
