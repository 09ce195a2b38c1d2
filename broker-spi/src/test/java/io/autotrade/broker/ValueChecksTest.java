package io.autotrade.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of the specification cannot be wrong: what must not be is refused by name, with the value. */
class ValueChecksTest {

    private static final ClientOrderId ID = new ClientOrderId("a1");
    private static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    private static final Instant NOW = Instant.parse("2026-01-05T00:00:00Z");
    private static final BigDecimal ONE = BigDecimal.ONE;

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "btc-usdt", "BTC USDT", "BTC-", "-BTC", "B", "BTC\nUSDT"})
    void refusesSymbolsOfAnotherForm(String text) {
        assertThatThrownBy(() -> new Symbol(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 2 to 40 upper-case letters, digits or dashes");
    }

    @Test
    void takesSymbolsInAnyCase() {
        assertThat(Symbol.of(" btc-usdt-swap ")).isEqualTo(BTC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with-dash", "with space", "123456789012345678901234567890123", "ä"})
    void refusesClientOrderIdsOfAnotherForm(String text) {
        assertThatThrownBy(() -> new ClientOrderId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anOrderHasALimitPriceExactlyWhenItsTypeNeedsOne(OrderType type) {
        ThrowingCallable with = () -> order(type, ONE, ONE, false, null, null);
        ThrowingCallable without = () -> order(type, ONE, null, false, null, null);

        assertThatCode(type.needsLimitPrice() ? with : without).doesNotThrowAnyException();
        assertThatThrownBy(type.needsLimitPrice() ? without : with).hasMessageContaining("limitPrice");
    }

    @Test
    void refusesOrdersThatContradictThemselves() {
        Protection protection = new Protection(ID, ONE, null);

        assertThatThrownBy(() -> order(OrderType.MARKET, BigDecimal.ZERO, null, false, null, null))
                .hasMessage("quantity must be greater than 0, was 0");
        assertThatThrownBy(() -> order(OrderType.MARKET, ONE, null, false, new BigDecimal("0.5"), null))
                .hasMessage("leverage must be at least 1, was 0.5");
        assertThatThrownBy(() -> order(OrderType.MARKET, ONE, null, true, null, protection))
                .hasMessageContaining("reduce-only");
        assertThat(PlaceOrder.market(ID, BTC, Side.BUY, ONE)
                        .withProtection(protection)
                        .withReduceOnly()
                        .protection())
                .isNull();
    }

    private static PlaceOrder order(
            OrderType type,
            BigDecimal quantity,
            BigDecimal limit,
            boolean reduceOnly,
            BigDecimal leverage,
            Protection protection) {
        return new PlaceOrder(ID, BTC, Side.BUY, type, quantity, limit, reduceOnly, leverage, protection, null);
    }

    @Test
    void refusesRequestsThatSayNothing() {
        assertThatThrownBy(() -> new Protection(ID, null, null))
                .hasMessageContaining("stopPrice, a targetPrice or both");
        assertThatThrownBy(() -> new AmendOrder(BTC, ID, null, null)).hasMessageContaining("newQuantity");
        assertThatThrownBy(() -> new ClosePosition(ID, BTC, BigDecimal.ZERO)).hasMessageContaining("quantity");
    }

    @Test
    void refusesPricesAndQuantitiesThatCannotBe() {
        BigDecimal minus = ONE.negate();

        assertThatThrownBy(() -> new PriceQuote(BTC, ONE, ONE, ONE, BigDecimal.ZERO, NOW))
                .hasMessageContaining("mark");
        assertThatThrownBy(() -> new Ticker(BTC, minus, ONE, ONE, ONE, null, null, null, null, NOW))
                .hasMessage("bid must be greater than 0, was -1");
        assertThatThrownBy(() -> new Trade("t", BTC, ONE, minus, Side.BUY, NOW)).hasMessageContaining("quantity");
        assertThatThrownBy(() -> fill("f", BigDecimal.ZERO)).hasMessageContaining("quantity");
        assertThatThrownBy(() -> fill(" ", ONE)).hasMessageContaining("fillId");
        assertThatThrownBy(() -> new Booking.Funding("", BTC, ONE, null, NOW)).hasMessageContaining("bookingId");
        assertThatThrownBy(() -> instrument(new BigDecimal("0.9"))).hasMessageContaining("maxLeverage");
        assertThatCode(() -> instrument(ONE)).doesNotThrowAnyException();
    }

    private static Fill fill(String id, BigDecimal quantity) {
        return new Fill(
                id, ID, null, BTC, Side.BUY, quantity, ONE, ONE, "USDT", Liquidity.TAKER, OrderOrigin.SERVICE, NOW);
    }

    private static Instrument instrument(BigDecimal maxLeverage) {
        return new Instrument(
                BTC,
                "BTC",
                "USDT",
                "USDT",
                ONE,
                ONE,
                null,
                null,
                ONE,
                BigDecimal.ZERO,
                maxLeverage,
                null,
                null,
                Instrument.State.LIVE);
    }

    @Test
    void aCandleHoldsOpenAndCloseBetweenLowAndHigh() {
        assertThatThrownBy(() -> candle("10", "9", "8", "9")).hasMessageContaining("high 9 is below");
        assertThatThrownBy(() -> candle("10", "11", "10.5", "11")).hasMessageContaining("low 10.5 is above");
        assertThat(candle("10", "12", "9", "11").closesAt()).isEqualTo(NOW.plusSeconds(60));
    }

    private static Candle candle(String open, String high, String low, String close) {
        return new Candle(
                BTC,
                Duration.ofMinutes(1),
                NOW,
                new BigDecimal(open),
                new BigDecimal(high),
                new BigDecimal(low),
                new BigDecimal(close),
                BigDecimal.ZERO);
    }

    @Test
    void sidesFitTogether() {
        for (PositionSide side : PositionSide.values()) {
            assertThat(side.exitSide()).isEqualTo(side.entrySide().opposite());
            assertThat(side.sign()).isEqualTo(side.entrySide().sign());
        }
    }

    @Test
    void aPageCannotBeChanged() {
        List<String> items = new java.util.ArrayList<>(List.of("a"));
        Page<String> page = new Page<>(items, "1", false);
        items.add("b");

        assertThat(page.items()).containsExactly("a");
        assertThatThrownBy(() -> page.items().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void onlyOpenAndPartlyFilledOrdersChange(OrderState state) {
        assertThat(state.isFinal()).isEqualTo(state != OrderState.OPEN && state != OrderState.PARTIALLY_FILLED);
    }

    @Test
    void aReadFailureSpeaksOfItsFault() {
        BrokerFault fault = new BrokerFault.Unauthorized("50111", "the key is not known");

        assertThat(new BrokerException(fault)).hasMessage("the key is not known");
        assertThat(new BrokerException(fault, new IllegalStateException()).fault())
                .isSameAs(fault);
    }
}
