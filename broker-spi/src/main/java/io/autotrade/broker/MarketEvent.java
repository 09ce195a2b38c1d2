package io.autotrade.broker;

import java.time.Instant;

/** What a market source tells unasked. */
public sealed interface MarketEvent {

    /** Time of the venue. */
    Instant at();

    record Ticked(Ticker ticker) implements MarketEvent {
        @Override
        public Instant at() {
            return ticker.at();
        }
    }

    /** One or more trades at one price; {@code Ticked} for the same trade may come before or after. */
    record Traded(Trade trade) implements MarketEvent {
        @Override
        public Instant at() {
            return trade.at();
        }
    }

    /** A candle was finished by the venue; authoritative over what was aggregated from trades. */
    record CandleClosed(Candle candle) implements MarketEvent {
        @Override
        public Instant at() {
            return candle.closesAt();
        }
    }

    record FundingChanged(FundingRate funding) implements MarketEvent {
        @Override
        public Instant at() {
            return funding.at();
        }
    }

    /**
     * A funding time has passed and this rate was charged.
     *
     * @param settled the rate with the time at which it was charged as {@link FundingRate#fundingTime()}
     */
    record FundingSettled(FundingRate settled) implements MarketEvent {
        @Override
        public Instant at() {
            return settled.fundingTime();
        }
    }

    /** Time has advanced to this instant; sent by sources that drive the clock, at least once per step. */
    record ClockAdvanced(Instant at) implements MarketEvent {}

    /** State of the feed. */
    enum FeedState {
        UP,
        /** Data may be missing from now on. */
        DOWN,
        /** Data flows again after a gap; candles are to be read again. */
        RESET,
        /** A recorded market has come to its end. */
        FINISHED
    }

    record FeedChanged(FeedState state, String detail, Instant at) implements MarketEvent {}
}
