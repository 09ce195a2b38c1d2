package io.autotrade.okx.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of public market data. Sizes of derivatives are contracts there and base asset here. */
public final class MarketRows {

    private static final int CANDLE_CONFIRM = 8;
    private static final int CANDLE_BASE_VOLUME = 6;

    private MarketRows() {}

    /** The ticker with a mark price; empty while the instrument has no prices, as new and suspended ones have not. */
    public static Optional<Ticker> ticker(Row row, SwapSpec spec, BigDecimal mark) {
        BigDecimal bid = row.positiveOrNull("bidPx");
        BigDecimal ask = row.positiveOrNull("askPx");
        BigDecimal last = row.positiveOrNull("last");
        if (bid == null || ask == null || last == null) {
            return Optional.empty();
        }
        return Optional.of(new Ticker(
                spec.symbol(),
                bid,
                ask,
                last,
                mark,
                row.positiveOrNull("open24h"),
                row.positiveOrNull("high24h"),
                row.positiveOrNull("low24h"),
                row.decimalOrNull("volCcy24h"),
                row.time("ts")));
    }

    public static Trade trade(Row row, SwapSpec spec) {
        return new Trade(
                row.required("tradeId"),
                spec.symbol(),
                row.decimal("px"),
                spec.base(row.decimal("sz")),
                OrderRow.side(row.required("side")),
                row.time("ts"));
    }

    /** Whether a candle row is finished; the row of the running interval is not. */
    public static boolean isConfirmed(JsonNode row) {
        return row.path(CANDLE_CONFIRM).asText().equals("1");
    }

    public static Instant opensAt(JsonNode row) {
        return Instant.ofEpochMilli(Long.parseLong(element(row, 0)));
    }

    public static Candle candle(JsonNode row, SwapSpec spec, Duration timeframe) {
        return new Candle(
                spec.symbol(),
                timeframe,
                opensAt(row),
                number(row, 1),
                number(row, 2),
                number(row, 3),
                number(row, 4),
                number(row, CANDLE_BASE_VOLUME));
    }

    public static OrderBook book(Row row, SwapSpec spec, int depth) {
        return new OrderBook(
                spec.symbol(),
                levels(row.node("bids"), spec, depth),
                levels(row.node("asks"), spec, depth),
                row.time("ts"));
    }

    private static List<OrderBook.Level> levels(JsonNode side, SwapSpec spec, int depth) {
        List<OrderBook.Level> levels = new ArrayList<>(Math.min(depth, side.size()));
        for (JsonNode level : side) {
            BigDecimal size = number(level, 1);
            if (levels.size() < depth && size.signum() > 0) {
                levels.add(new OrderBook.Level(number(level, 0), spec.base(size)));
            }
        }
        return levels;
    }

    /** The coming funding; empty while OKX does not know it. */
    public static Optional<FundingRate> funding(Row row, SwapSpec spec, Duration interval) {
        BigDecimal rate = row.decimalOrNull("fundingRate");
        Instant due = row.timeOrNull("fundingTime");
        if (rate == null || due == null) {
            return Optional.empty();
        }
        return Optional.of(new FundingRate(spec.symbol(), rate, due, interval(row, interval), at(row)));
    }

    /** Time between two fundings, which OKX changes per contract. */
    public static Duration interval(Row row, Duration otherwise) {
        Instant due = row.timeOrNull("fundingTime");
        Instant next = row.timeOrNull("nextFundingTime");
        return due == null || next == null || !next.isAfter(due) ? otherwise : Duration.between(due, next);
    }

    /** A rate that was charged. */
    public static FundingRate charged(Row row, SwapSpec spec, Duration interval) {
        String field = row.has("realizedRate") ? "realizedRate" : "fundingRate";
        Instant charged = row.time("fundingTime");
        return new FundingRate(spec.symbol(), row.decimal(field), charged, interval, charged);
    }

    public static OpenInterest openInterest(Row row, SwapSpec spec) {
        return new OpenInterest(
                spec.symbol(), spec.base(row.decimal("oi")), row.decimalOrNull("oiUsd"), row.time("ts"));
    }

    private static Instant at(Row row) {
        Instant at = row.timeOrNull("ts");
        return at == null ? row.time("fundingTime") : at;
    }

    private static BigDecimal number(JsonNode row, int index) {
        return Row.number("element " + index, element(row, index));
    }

    private static String element(JsonNode row, int index) {
        String text = row.path(index).asText("");
        if (text.isEmpty()) {
            throw new MalformedReply("element " + index + " of a row is missing");
        }
        return text;
    }
}
