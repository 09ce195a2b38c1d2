package io.autotrade.advisor.llm;

import io.autotrade.broker.Candle;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.OpenInterest;
import io.autotrade.broker.OrderBook;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.market.IndicatorSeries;
import io.autotrade.market.Indicators;
import io.autotrade.market.MarketView;
import io.autotrade.market.SymbolView;
import io.autotrade.market.TimeframeView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The market part of the prompt: per symbol prices, both timeframes, funding, open interest, order book, with ages. */
final class MarketSection {

    static final int SERIES = 10;

    private static final int BOOK_LEVELS = 5;
    private static final int FUNDING_HISTORY = 8;
    private static final BigDecimal YEAR_HOURS = BigDecimal.valueOf(365 * 24);

    private final StringBuilder out = new StringBuilder(4096);
    private final Instant now;

    private MarketSection(Instant now) {
        this.now = now;
    }

    static String render(MarketView market, List<Symbol> symbols) {
        MarketSection section = new MarketSection(market.at());
        section.line("## Market state");
        section.line("Times are UTC. Series are oldest first and hold finished candles only.");
        for (Symbol symbol : symbols) {
            section.line("");
            section.line("### " + symbol);
            SymbolView view = market.symbols().get(symbol);
            if (view == null) {
                section.line("no price is known: no entry is possible, HOLD an open position");
            } else {
                section.symbol(view);
            }
        }
        return section.out.toString().stripTrailing();
    }

    private void symbol(SymbolView view) {
        String quote = quote(view);
        String base = base(view);
        Ticker t = view.ticker();
        line("price: last " + Shown.number(t.last()) + ", bid " + Shown.number(t.bid()) + ", ask "
                + Shown.number(t.ask()) + ", mark " + Shown.number(t.mark()) + ' ' + quote + "; spread "
                + Shown.basisPoints(t.ask().subtract(t.bid()), t.last()) + "; age " + Shown.age(t.at(), now));
        line("24 h: open " + Shown.number(t.open24h()) + ", high " + Shown.number(t.high24h()) + ", low "
                + Shown.number(t.low24h()) + ' ' + quote + ", volume " + Shown.number(t.volume24h()) + ' ' + base);
        timeframe("short", view.shortTerm(), t.last(), quote, base);
        timeframe("long", view.longTerm(), t.last(), quote, base);
        line(funding(view.funding(), view.fundingHistory(), now));
        line(openInterest(view.openInterest(), view.openInterestAverage(), base, quote));
        line(orderBook(view.orderBook(), base));
        line(instrument(view.instrument(), base, quote));
    }

    private void timeframe(String name, TimeframeView view, BigDecimal price, String quote, String base) {
        String head = name + " timeframe " + Shown.timeframe(view.timeframe());
        Indicators i = view.latest();
        if (view.candles().isEmpty() || i == null) {
            line(head + ": " + view.candles().size() + " candles, indicators unknown");
            return;
        }
        IndicatorSeries s = view.series();
        line(head + ": " + view.candles().size() + " candles, newest closed "
                + view.candles().getLast().closesAt() + ", age "
                + Shown.age(view.candles().getLast().closesAt(), now));
        line("  close (" + quote + "): " + Shown.series(s.close(), SERIES));
        line("  EMA20 (" + quote + "): " + Shown.series(s.ema20(), SERIES));
        line("  MACD: " + Shown.series(s.macd(), SERIES));
        line("  MACD histogram: " + Shown.series(s.macdHistogram(), SERIES));
        line("  RSI7: " + Shown.series(s.rsi7(), SERIES));
        line("  RSI14: " + Shown.series(s.rsi14(), SERIES));
        line("  latest: EMA20 " + Shown.number(i.ema20()) + ", EMA50 " + Shown.number(i.ema50()) + ", EMA20 slope "
                + Shown.percent(i.emaSlope20()) + " per candle, MACD " + Shown.number(i.macd()) + ", signal "
                + Shown.number(i.macdSignal()) + ", histogram " + Shown.number(i.macdHistogram()) + ", RSI7 "
                + Shown.number(i.rsi7()) + ", RSI14 " + Shown.number(i.rsi14()));
        line("  volatility: ATR3 " + Shown.number(i.atr3()) + ", ATR14 " + Shown.number(i.atr14()) + ' ' + quote
                + " = " + percentOfPrice(i.atr14(), price) + " of price, standard deviation of returns "
                + Shown.percent(i.volatility()) + ", range of the last 3 candles " + range(view.candles(), price));
        line("  Bollinger: upper " + Shown.number(i.bollingerUpper()) + ", middle " + Shown.number(i.bollingerMiddle())
                + ", lower " + Shown.number(i.bollingerLower()) + ' ' + quote);
        line("  volume: " + Shown.number(i.volume()) + ' ' + base + ", average " + Shown.number(i.volumeAverage())
                + ", ratio " + Shown.number(i.volumeRatio()));
    }

    private static String percentOfPrice(@Nullable Double value, BigDecimal price) {
        return value == null ? Shown.UNKNOWN : Shown.percent(value / price.doubleValue());
    }

    private static String range(List<Candle> candles, BigDecimal price) {
        if (candles.size() < 3) {
            return Shown.UNKNOWN;
        }
        List<Candle> last = candles.subList(candles.size() - 3, candles.size());
        BigDecimal high =
                last.stream().map(Candle::high).reduce(BigDecimal::max).orElseThrow();
        BigDecimal low = last.stream().map(Candle::low).reduce(BigDecimal::min).orElseThrow();
        return Shown.percentOf(high.subtract(low), price);
    }

    private static String funding(@Nullable FundingRate funding, List<FundingRate> history, Instant now) {
        String past = history.isEmpty()
                ? Shown.UNKNOWN
                : history.subList(Math.max(0, history.size() - FUNDING_HISTORY), history.size()).stream()
                        .map(rate -> Shown.percent(rate.rate()))
                        .collect(Collectors.joining(", ", "[", "]"));
        if (funding == null) {
            return "funding: unknown; history oldest first: " + past;
        }
        return "funding: " + Shown.percent(funding.rate()) + " per " + Shown.age(funding.interval()) + " (decimal "
                + Shown.number(funding.rate()) + "; positive: longs pay), annualised "
                + Shown.percent(annualised(funding)) + ", next at " + funding.fundingTime() + ", age "
                + Shown.age(funding.at(), now) + "; history oldest first: " + past;
    }

    /** {@code rate x 365 days / interval}, simple, as fraction; null for an interval of nothing. */
    static @Nullable BigDecimal annualised(FundingRate funding) {
        Duration interval = funding.interval();
        if (interval.toMinutes() <= 0) {
            return null;
        }
        BigDecimal hours =
                BigDecimal.valueOf(interval.toMinutes()).divide(BigDecimal.valueOf(60), 6, RoundingMode.HALF_UP);
        return funding.rate().multiply(YEAR_HOURS).divide(hours, 10, RoundingMode.HALF_UP);
    }

    private String openInterest(
            @Nullable OpenInterest interest, @Nullable BigDecimal average, String base, String quote) {
        if (interest == null) {
            return "open interest: unknown; average " + Shown.number(average) + ' ' + base;
        }
        return "open interest: latest " + Shown.number(interest.quantity()) + ' ' + base + " ("
                + Shown.number(interest.notional()) + ' ' + quote + "), average of a day " + Shown.number(average)
                + ' ' + base + ", age " + Shown.age(interest.at(), now);
    }

    private String orderBook(@Nullable OrderBook book, String base) {
        if (book == null || book.bids().isEmpty() || book.asks().isEmpty()) {
            return "order book: unknown";
        }
        BigDecimal bids = depth(book.bids());
        BigDecimal asks = depth(book.asks());
        BigDecimal spread =
                book.asks().getFirst().price().subtract(book.bids().getFirst().price());
        return "order book: imbalance " + Shown.number(imbalance(bids, asks)) + " (-1 all asks, 1 all bids, top "
                + BOOK_LEVELS + " levels), bids " + Shown.number(bids) + ", asks " + Shown.number(asks) + ' ' + base
                + ", spread " + Shown.basisPoints(spread, book.bids().getFirst().price()) + ", age "
                + Shown.age(book.at(), now);
    }

    private static BigDecimal depth(List<OrderBook.Level> levels) {
        return levels.stream()
                .limit(BOOK_LEVELS)
                .map(OrderBook.Level::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static @Nullable BigDecimal imbalance(BigDecimal bids, BigDecimal asks) {
        BigDecimal sum = bids.add(asks);
        return sum.signum() == 0 ? null : bids.subtract(asks).divide(sum, 4, RoundingMode.HALF_UP);
    }

    private static String instrument(@Nullable Instrument instrument, String base, String quote) {
        if (instrument == null) {
            return "instrument: unknown";
        }
        return "instrument: " + instrument.state() + ", quantity step " + Shown.number(instrument.quantityStep())
                + ", smallest order " + Shown.number(instrument.minQuantity()) + ' ' + base + " and "
                + Shown.number(instrument.minNotional()) + ' ' + quote + ", price step "
                + Shown.number(instrument.priceStep());
    }

    private static String quote(SymbolView view) {
        Instrument instrument = view.instrument();
        return instrument == null ? "quote" : instrument.quoteCurrency();
    }

    private static String base(SymbolView view) {
        Instrument instrument = view.instrument();
        return instrument == null ? "base" : instrument.baseCurrency();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
