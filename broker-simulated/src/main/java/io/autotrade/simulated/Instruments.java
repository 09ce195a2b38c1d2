package io.autotrade.simulated;

import io.autotrade.broker.Instrument;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Trading rules of the made-up venue.
 *
 * <p>The six USDT perpetuals have the steps a large venue uses for them. Any other symbol has a quantity step of 0.001
 * and a price step of 0.00000001, fine enough for any price; a market source that knows the price uses five significant
 * digits instead ({@link #withPrice}).
 */
public final class Instruments {

    /** The symbols that are always known. */
    private static final Map<String, String[]> STEPS = Map.of(
            "BTC-USDT-SWAP", new String[] {"0.0001", "0.1", "100"},
            "ETH-USDT-SWAP", new String[] {"0.001", "0.01", "100"},
            "SOL-USDT-SWAP", new String[] {"0.01", "0.01", "50"},
            "BNB-USDT-SWAP", new String[] {"0.01", "0.1", "50"},
            "XRP-USDT-SWAP", new String[] {"1", "0.0001", "50"},
            "DOGE-USDT-SWAP", new String[] {"10", "0.00001", "50"});

    private static final String[] OTHER = {"0.001", "0.00000001", "50"};
    private static final int SIGNIFICANT_DIGITS = 5;
    private static final Duration FUNDING_INTERVAL = Duration.ofHours(8);

    private Instruments() {}

    /** The symbols that are known without being configured. */
    public static SortedSet<Symbol> known() {
        SortedSet<Symbol> symbols = new TreeSet<>();
        STEPS.keySet().forEach(name -> symbols.add(Symbol.of(name)));
        return symbols;
    }

    /** The rules of a symbol. */
    public static Instrument of(Symbol symbol) {
        String[] steps = STEPS.getOrDefault(symbol.value(), OTHER);
        return instrument(symbol, new BigDecimal(steps[1]), steps);
    }

    /** The rules of a symbol that trades near a price. */
    public static Instrument withPrice(Symbol symbol, BigDecimal price) {
        String[] steps = STEPS.get(symbol.value());
        if (steps != null) {
            return instrument(symbol, new BigDecimal(steps[1]), steps);
        }
        int integerDigits = price.precision() - price.scale();
        BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(integerDigits - SIGNIFICANT_DIGITS);
        return instrument(symbol, new BigDecimal(step.toPlainString()), OTHER);
    }

    /** The rules of symbols, by symbol. */
    public static SortedMap<Symbol, Instrument> of(Iterable<Symbol> symbols) {
        SortedMap<Symbol, Instrument> all = new TreeMap<>();
        symbols.forEach(symbol -> all.put(symbol, of(symbol)));
        return all;
    }

    /** The same instrument with the margin rules of a venue. */
    public static Instrument withMargin(Instrument instrument, BigDecimal maxLeverage, BigDecimal maintenanceRate) {
        return changed(
                instrument, instrument.priceStep(), instrument.maxLeverage().min(maxLeverage), maintenanceRate);
    }

    /** The same instrument with a price step that prices of this step are multiples of. */
    public static Instrument withPricesOf(Instrument instrument, BigDecimal step) {
        return changed(
                instrument,
                instrument.priceStep().min(step),
                instrument.maxLeverage(),
                instrument.maintenanceMarginRate());
    }

    private static Instrument changed(
            Instrument instrument,
            BigDecimal priceStep,
            BigDecimal maxLeverage,
            @Nullable BigDecimal maintenanceMarginRate) {
        return new Instrument(
                instrument.symbol(),
                instrument.baseCurrency(),
                instrument.quoteCurrency(),
                instrument.settleCurrency(),
                instrument.quantityStep(),
                instrument.minQuantity(),
                instrument.maxMarketQuantity(),
                instrument.maxLimitQuantity(),
                priceStep,
                instrument.minNotional(),
                maxLeverage,
                maintenanceMarginRate,
                instrument.fundingInterval(),
                instrument.state());
    }

    /** The part of a symbol before the first dash. */
    public static String baseOf(Symbol symbol) {
        return symbol.value().split("-")[0];
    }

    /** The second part of a symbol, {@code USDT} when it has none. */
    public static String quoteOf(Symbol symbol) {
        String[] parts = symbol.value().split("-");
        return parts.length > 1 && !parts[1].isEmpty() ? parts[1] : "USDT";
    }

    private static Instrument instrument(Symbol symbol, BigDecimal priceStep, String[] steps) {
        BigDecimal quantityStep = new BigDecimal(steps[0]);
        @Nullable BigDecimal unlimited = null;
        return new Instrument(
                symbol,
                baseOf(symbol),
                quoteOf(symbol),
                quoteOf(symbol),
                quantityStep,
                quantityStep,
                unlimited,
                unlimited,
                priceStep,
                BigDecimal.ZERO,
                new BigDecimal(steps[2]),
                null,
                FUNDING_INTERVAL,
                Instrument.State.LIVE);
    }
}
