package io.autotrade.broker.tck;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Symbol;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One fresh account, and the levers that move the world around it. Implemented by the author of a broker; a new one is
 * made for every test and closed after it.
 *
 * <p>All methods are called from a plain thread and may block.
 */
public interface BrokerHarness extends AutoCloseable {

    /** A situation a harness may be able to bring about. Rules that need a missing lever are skipped, and say so. */
    enum Lever {
        /** {@link BrokerHarness#advance} */
        ADVANCE_TIME,
        /** {@link BrokerHarness#settleFunding} */
        SETTLE_FUNDING,
        /** {@link BrokerHarness#open} may be called again, after the broker was closed. */
        REOPEN,
        /** {@link BrokerHarness#forceClose} */
        FORCE_CLOSE,
        /** {@link BrokerHarness#disconnect} and {@link BrokerHarness#reconnect} */
        DISCONNECT,
        /** {@link BrokerHarness#loseNextAnswer} */
        LOSE_ANSWER,
        /** {@link BrokerHarness#offer} */
        THIN_BOOK
    }

    /** What this harness can do beyond setting prices. */
    Set<Lever> levers();

    /**
     * Symbols to test with, at least one. All have a price step small enough that one percent of {@link #startPrice} is
     * many steps.
     */
    List<Symbol> symbols();

    /**
     * Opens the account. The first call gives an account that was never used, with cash for at least a hundred smallest
     * orders without leverage; a later call (with {@link Lever#REOPEN}) the same account as it was left.
     */
    Future<Broker> open();

    /** The provider behind {@link #open}, for the rules about providers; empty when there is none. */
    default Optional<BrokerProvider> provider() {
        return Optional.empty();
    }

    /** Now, on the clock the broker goes by. */
    Instant now();

    /** The price a test begins with, quote per base. */
    default BigDecimal startPrice(Symbol symbol) {
        return new BigDecimal("50000");
    }

    /**
     * Sets the market: the last and the mark price are this price, bid and ask as near to it as the market of the
     * broker can have them, with enough on offer for any order of the kit. Returns when the broker has acted on it.
     */
    void price(Symbol symbol, BigDecimal price);

    /** The fee rate of taking liquidity, as a fraction; empty when it is not known exactly. */
    default Optional<BigDecimal> takerFeeRate() {
        return Optional.empty();
    }

    /** The fee rate of resting orders, as a fraction, negative for a rebate; empty when it is not known exactly. */
    default Optional<BigDecimal> makerFeeRate() {
        return Optional.empty();
    }

    /** Largest difference, in settlement currency, by which amounts computed from fills may differ from the balance. */
    default BigDecimal moneyTolerance() {
        return new BigDecimal("0.000001");
    }

    /** How many fills exceed one page of {@link Broker#fills}; the kit makes that many, so keep it below 200. */
    default int fillsForTwoPages() {
        return 25;
    }

    /** Lets time pass for broker and venue. Returns when both have acted on it. */
    default void advance(Duration duration) {
        throw new UnsupportedOperationException("lever ADVANCE_TIME");
    }

    /** Charges funding at this rate now. Returns when the broker has acted on it. */
    default void settleFunding(Symbol symbol, BigDecimal rate) {
        throw new UnsupportedOperationException("lever SETTLE_FUNDING");
    }

    /** Has the venue close the open position of the symbol by force, whatever it takes. */
    default void forceClose(Symbol symbol) {
        throw new UnsupportedOperationException("lever FORCE_CLOSE");
    }

    /** Cuts the push connection to the venue. Requests may fail too. */
    default void disconnect() {
        throw new UnsupportedOperationException("lever DISCONNECT");
    }

    /** Lets the broker connect again. */
    default void reconnect() {
        throw new UnsupportedOperationException("lever DISCONNECT");
    }

    /** Has the venue execute the next order it receives, while its answer never reaches the broker. */
    default void loseNextAnswer() {
        throw new UnsupportedOperationException("lever LOSE_ANSWER");
    }

    /** As {@link #price}, but with only this quantity (base asset) on offer on either side. */
    default void offer(Symbol symbol, BigDecimal price, BigDecimal quantity) {
        throw new UnsupportedOperationException("lever THIN_BOOK");
    }

    /** Releases what the harness made; the broker has been closed before. */
    @Override
    default void close() {}
}
