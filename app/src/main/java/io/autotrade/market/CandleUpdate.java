package io.autotrade.market;

import io.autotrade.broker.Candle;
import java.time.Duration;
import java.time.Instant;

/** What aggregation says about one timeframe. */
public sealed interface CandleUpdate {

    Duration timeframe();

    /**
     * A candle is complete. The same candle may come again with other values when the venue's own candle arrives after
     * the one that was made of trades: the later one counts.
     */
    record Finished(Candle candle) implements CandleUpdate {
        @Override
        public Duration timeframe() {
            return candle.timeframe();
        }
    }

    /**
     * Time has passed over one or more candles that were not watched from beginning to end, so their values are not
     * known here: the source has to be asked.
     *
     * @param opensAt start of the first one
     * @param closesAt end of the last one
     */
    record Missing(Duration timeframe, Instant opensAt, Instant closesAt) implements CandleUpdate {}
}
