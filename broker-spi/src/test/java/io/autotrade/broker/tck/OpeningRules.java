package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Balance;
import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Capability;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Page;
import io.autotrade.broker.PriceQuote;
import io.autotrade.broker.SpiVersion;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §1: what a broker is when it has just been opened. */
interface OpeningRules {

    Symbol UNKNOWN = new Symbol("NO-SUCH-SYMBOL-TCK");

    /** Look at the list your adapter builds from the venue's instruments: is every traded symbol in it, once? */
    @Test
    @DisplayName("§1.01 [required] instruments lists every symbol, each once")
    default void instrumentsListEverySymbolOnce(Desk desk) {
        List<Instrument> instruments = desk.await("instruments", desk.broker().instruments());

        assertThat(instruments)
                .extracting(Instrument::symbol)
                .doesNotHaveDuplicates()
                .containsAll(desk.harness().symbols());
    }

    /**
     * Look at the conversion of contracts and lots: steps are in base asset, the minimum is a whole number of steps.
     */
    @Test
    @DisplayName("§1.02 [required] the steps and limits of an instrument fit together")
    default void stepsFitTogether(Desk desk) {
        for (Instrument instrument : desk.await("instruments", desk.broker().instruments())) {
            assertThat(Amounts.isMultiple(instrument.minQuantity(), instrument.quantityStep()))
                    .as("minQuantity is a multiple of quantityStep: %s", instrument)
                    .isTrue();
            assertThat(instrument.maxLeverage())
                    .as("maxLeverage of %s", instrument)
                    .isGreaterThanOrEqualTo(BigDecimal.ONE);
            notBelowMinimum(instrument, instrument.maxMarketQuantity());
            notBelowMinimum(instrument, instrument.maxLimitQuantity());
            BigDecimal maintenance = instrument.maintenanceMarginRate();
            if (maintenance != null) {
                assertThat(maintenance)
                        .as("maintenanceMarginRate, a fraction")
                        .isBetween(BigDecimal.ZERO, BigDecimal.ONE);
            }
        }
    }

    private static void notBelowMinimum(Instrument instrument, BigDecimal maximum) {
        if (maximum != null) {
            assertThat(maximum).as("maximum of %s", instrument).isGreaterThanOrEqualTo(instrument.minQuantity());
        }
    }

    /**
     * Look at the currency of your balance: an account has one settlement currency and its instruments settle in it.
     */
    @Test
    @DisplayName("§1.03 [required] the traded instrument settles in the currency of the balance")
    default void settlesInTheCurrencyOfTheBalance(Desk desk) {
        assertThat(desk.instrument().settleCurrency()).isEqualTo(desk.opening().currency());
        assertThat(desk.instrument().baseCurrency()).isNotBlank();
        assertThat(desk.instrument().quoteCurrency()).isNotBlank();
    }

    /** Look for prices your broker makes up: what it quotes is what the market is, with bid not above ask. */
    @Test
    @DisplayName("§1.04 [required] marketPrice follows the market")
    default void marketPriceFollowsTheMarket(Desk desk) {
        for (String factor : List.of("1.03", "0.97")) {
            BigDecimal price = desk.move(factor);

            PriceQuote quote = desk.eventually(
                    "market price near " + price,
                    () -> desk.await("marketPrice", desk.broker().marketPrice(desk.symbol())),
                    found -> near(found.mark(), price) && near(found.last(), price));

            assertThat(quote.bid()).as("bid").isLessThanOrEqualTo(quote.ask());
            assertThat(near(quote.bid(), price))
                    .as("bid %s is near %s", quote.bid(), price)
                    .isTrue();
            assertThat(near(quote.ask(), price))
                    .as("ask %s is near %s", quote.ask(), price)
                    .isTrue();
        }
    }

    private static boolean near(BigDecimal actual, BigDecimal expected) {
        return actual.subtract(expected).abs().compareTo(expected.movePointLeft(2)) <= 0;
    }

    /**
     * Look at how a symbol without price is answered: a read that has no answer fails, it never gives zero or an old
     * price.
     */
    @Test
    @DisplayName("§1.05 [required] marketPrice of an unknown symbol fails with a BrokerException")
    default void marketPriceOfUnknownSymbolFails(Desk desk) {
        desk.readFailure("marketPrice of an unknown symbol", desk.broker().marketPrice(UNKNOWN));
    }

    /** Look at what your harness opens: the first opening must be an account nobody has traded on. */
    @Test
    @DisplayName("§1.06 [required] a fresh account has cash and nothing else")
    default void freshAccountHasCashAndNothingElse(Desk desk) {
        Balance balance = desk.balance();

        assertThat(balance.cash()).as("cash").isPositive();
        assertThat(balance.equity()).as("equity").isEqualByComparingTo(balance.cash());
        assertThat(balance.unrealizedPnl()).as("unrealizedPnl").isZero();
        assertThat(balance.initialMargin()).as("initialMargin").isZero();
        assertThat(balance.maintenanceMargin()).as("maintenanceMargin").isZero();
        assertThat(balance.available()).as("available").isPositive().isLessThanOrEqualTo(balance.equity());
        assertThat(desk.await("positions", desk.broker().positions())).isEmpty();
        assertThat(desk.openOrders()).isEmpty();
        assertThat(desk.fills()).isEmpty();
    }

    /** Look at the empty page: its cursor is as good as any other. */
    @Test
    @DisplayName("§1.07 [required] an empty list of fills or bookings is a page with a cursor that works")
    default void emptyPageHasCursor(Desk desk) {
        Page<?> fills = desk.await("fills", desk.broker().fills(Page.START));
        Page<?> bookings = desk.await("bookings", desk.broker().bookings(Page.START));

        assertThat(fills.hasMore()).isFalse();
        assertThat(bookings.hasMore()).isFalse();
        assertThat(desk.fillsFrom(fills.nextCursor()).items()).isEmpty();
        assertThat(desk.bookingsFrom(bookings.nextCursor()).items()).isEmpty();
    }

    /** Look at the set you return: callers decide by it, so it neither changes nor can be changed. */
    @Test
    @DisplayName("§1.08 [required] capabilities do not change")
    default void capabilitiesDoNotChange(Desk desk) {
        assertThat(desk.broker().capabilities()).isEqualTo(desk.broker().capabilities());
        assertThatThrownBy(() -> desk.broker().capabilities().clear())
                .as("capabilities().clear()")
                .isInstanceOf(UnsupportedOperationException.class);
    }

    /** Look at the provider: the service refuses ids and schemas of another form. */
    @Test
    @DisplayName("§1.09 [required] the provider is well-formed")
    default void providerIsWellFormed(Desk desk) {
        Assumptions.assumeTrue(desk.harness().provider().isPresent(), "untested: the harness names no provider");
        BrokerProvider provider = desk.harness().provider().orElseThrow();

        assertThat(provider.spiMajor()).as("spiMajor").isEqualTo(SpiVersion.MAJOR);
        assertThat(provider.id()).as("id").matches("[a-z][a-z0-9_]*");
        assertThat(provider.displayName()).as("displayName").isNotBlank();
        assertThat(provider.environment()).as("environment").isNotNull();
        assertThat(provider.configurationSection()).as("configurationSection").matches("[a-z0-9_]+(\\.[a-z0-9_]+)*");
        assertThat(provider.configurationSchema().getString("type"))
                .as("type of the schema")
                .isEqualTo("object");
    }

    /** Look at capabilities that imply others: what can be amended or post-only must be a limit order. */
    @Test
    @DisplayName("§1.10 [required] capabilities imply those they need")
    default void capabilitiesImplyThoseTheyNeed(Desk desk) {
        if (desk.can(Capability.POST_ONLY) || desk.can(Capability.AMEND) || desk.can(Capability.DEAD_MANS_SWITCH)) {
            assertThat(desk.broker().capabilities()).contains(Capability.LIMIT_ORDERS);
        }
    }
}
