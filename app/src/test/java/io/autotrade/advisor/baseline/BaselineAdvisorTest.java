package io.autotrade.advisor.baseline;

import static io.autotrade.advisor.baseline.BaselineStory.BTC;
import static io.autotrade.advisor.baseline.BaselineStory.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.advisor.Advice;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.bus.Action;
import io.autotrade.bus.Decision;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.TradingState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineAdvisorTest {

    private final BaselineStory story = new BaselineStory();

    @Test
    void buysARiseWithPickedUpPaceAndSaysWhy() {
        Decision decision = story.prices(BTC, BaselineStory::rise).decision(BTC);

        assertThat(decision.action()).isEqualTo(Action.BUY);
        assertThat(decision.confidence()).isBetween(new BigDecimal("0.80"), BigDecimal.ONE);
        assertThat(decision.rationale())
                .contains("MACD histogram", "(+0.35)", "EMA20", "rising (+0.30)", "RSI14", "long timeframe up (+0.15)");
        assertThat(decision.invalidation()).contains("EMA50");
    }

    @Test
    void anEntryHasAStopBelowATargetAboveAndRewardEnoughAfterCosts() {
        story.rewardRiskOf("2.5");
        Decision entry = story.prices(BTC, BaselineStory::rise).decision(BTC);
        BigDecimal price = story.request().market().symbols().get(BTC).ticker().ask();
        BigDecimal costs = price.multiply(new BigDecimal("0.0020"));
        BigDecimal risk = price.subtract(entry.stopLoss()).add(costs);
        BigDecimal reward = entry.takeProfit().subtract(price).subtract(costs);

        assertThat(entry.stopLoss()).isLessThan(price);
        assertThat(reward.divide(risk, MathContext.DECIMAL64)).isGreaterThan(new BigDecimal("2.5"));
        BigDecimal notionalPct = entry.sizePct().multiply(entry.leverage());
        assertThat(notionalPct).isBetween(BigDecimal.ONE, BigDecimal.valueOf(25));
        BigDecimal lossPct = notionalPct.multiply(risk).divide(price, MathContext.DECIMAL64);
        assertThat(lossPct).isLessThanOrEqualTo(new BigDecimal("0.51"));
    }

    @Test
    void doesNotBuyAFall() {
        Decision decision = story.prices(BTC, BaselineStory::fall).decision(BTC);
        assertThat(decision.action()).isEqualTo(Action.NO_ENTRY);
        assertThat(decision.rationale()).contains("long timeframe down");
    }

    @Test
    void sellsAFallShortOnlyWhenShortsAreAllowed() {
        Decision decision =
                story.shortsAllowed().prices(BTC, BaselineStory::fall).decision(BTC);
        BigDecimal price = story.request().market().symbols().get(BTC).ticker().bid();

        assertThat(decision.action()).isEqualTo(Action.SELL);
        assertThat(decision.stopLoss()).isGreaterThan(price);
        assertThat(decision.takeProfit()).isLessThan(price);
    }

    @Test
    void longAndShortAreMirrorImages() {
        Signal up = Signal.of(view(new BaselineStory().prices(BTC, BaselineStory::rise)), PositionSide.LONG);
        Signal down = Signal.of(view(new BaselineStory().prices(BTC, BaselineStory::fall)), PositionSide.SHORT);
        assertThat(up.score()).isEqualTo(down.score());
    }

    @Test
    void doesNothingInAMarketThatStandsStill() {
        assertThat(story.prices(BTC, i -> 1000).decision(BTC).action()).isEqualTo(Action.NO_ENTRY);
    }

    @Test
    void withTooFewCandlesSaysWhatIsMissing() {
        Decision decision = story.prices(BTC, 30, BaselineStory::rise).decision(BTC);
        assertThat(decision.action()).isEqualTo(Action.NO_ENTRY);
        assertThat(decision.rationale()).startsWith("missing: MACD histogram, ");
    }

    @Test
    void withoutAPriceStaysOutAndKeepsWhatItHolds() {
        assertThat(story.decision(BTC).rationale()).isEqualTo("no price is known");
        Decision holding =
                story.holding(BTC, PositionSide.LONG, "1000", "950", "1200").decision(BTC);
        assertThat(holding.action()).isEqualTo(Action.HOLD);
        assertThat(holding.rationale()).contains("no price is known");
    }

    @Test
    void aStalePriceMovesNothing() {
        story.prices(BTC, BaselineStory::rise);
        story.at(story.now().plusSeconds(61));
        assertThat(story.decision(BTC).action()).isEqualTo(Action.NO_ENTRY);
        assertThat(story.decision(BTC).rationale()).isEqualTo("the newest price is 61 s old");

        Decision beyondItsStop =
                story.holding(BTC, PositionSide.LONG, "1000", "5000", "9000").decision(BTC);
        assertThat(beyondItsStop.action()).isEqualTo(Action.HOLD);
    }

    @Test
    void keepsAPositionWhileStopTargetAndTrendStand() {
        Decision decision = story.prices(BTC, BaselineStory::rise)
                .holding(BTC, PositionSide.LONG, "1200", "1000", "2000")
                .decision(BTC);
        assertThat(decision.action()).isEqualTo(Action.HOLD);
        assertThat(decision.invalidation()).isEqualTo("as agreed");
        assertThat(decision.stopLoss()).isNull();
    }

    @Test
    void closesAtStopAtTargetAndWhenTheTrendBreaks() {
        assertThat(closing(PositionSide.LONG, BaselineStory::rise, "1400", "2000"))
                .contains("beyond the stop 1400");
        assertThat(closing(PositionSide.LONG, BaselineStory::rise, "1000", "1250"))
                .contains("beyond the target 1250");
        assertThat(closing(PositionSide.LONG, BaselineStory::plunge, "800", "2000"))
                .contains("trend");
        assertThat(closing(PositionSide.SHORT, BaselineStory::soar, "2000", "800"))
                .contains("trend");
        assertThat(closing(PositionSide.SHORT, BaselineStory::fall, "1100", "900"))
                .contains("beyond the stop 1100");
        assertThat(closing(PositionSide.SHORT, BaselineStory::fall, "2000", "1250"))
                .contains("beyond the target 1250");
    }

    @Test
    void givesAnUnprotectedPositionAStop() {
        Decision decision = story.prices(BTC, BaselineStory::rise)
                .holding(BTC, PositionSide.LONG, "1200", null, null)
                .decision(BTC);
        BigDecimal price = story.request().market().symbols().get(BTC).ticker().last();
        assertThat(decision.action()).isEqualTo(Action.HOLD);
        assertThat(decision.stopLoss()).isBetween(price.multiply(new BigDecimal("0.95")), price);
    }

    @ParameterizedTest
    @EnumSource(value = TradingState.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void proposesNoEntryUnlessTradingIsActive(TradingState state) {
        Decision decision =
                story.prices(BTC, BaselineStory::rise).trading(state).decision(BTC);
        assertThat(decision.action()).isEqualTo(Action.NO_ENTRY);
        assertThat(decision.rationale()).contains(state.name());
    }

    @Test
    void waitsAfterAnExit() {
        story.prices(BTC, BaselineStory::rise);
        assertThat(story.exited(BTC, Duration.ofMinutes(14)).decision(BTC).rationale())
                .startsWith("cooling down");
        assertThat(story.exited(BTC, Duration.ofMinutes(15)).decision(BTC).action())
                .isEqualTo(Action.BUY);
    }

    @Test
    void asksForNothingWhileAnEntryOrderIsOpen() {
        OrderIntended order = new OrderIntended(
                new ClientOrderId("a1"),
                null,
                null,
                "simulated",
                BTC,
                Leg.ENTRY,
                Side.BUY,
                OrderType.LIMIT,
                BigDecimal.ONE,
                BigDecimal.ONE,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                "test",
                story.now());
        Decision decision =
                story.prices(BTC, BaselineStory::rise).pending(order).decision(BTC);
        assertThat(decision.action()).isEqualTo(Action.NO_ENTRY);
    }

    @Test
    void staysOutWhenTheStopWouldBeTooFarAwayOrNoRoomIsLeft() {
        story.prices(BTC, BaselineStory::rise);
        assertThat(story.stopsUpTo("0.1").decision(BTC).rationale()).contains("stop would be too far away");
        story.stopsUpTo("8").exposureUpTo("0.5");
        assertThat(story.decision(BTC).rationale()).contains("no room");
    }

    @Test
    void exitsComeFirstThenEntriesAndEverySymbolHasOneDecision() {
        Advice advice = story.evaluating(BTC, ETH)
                .prices(BTC, BaselineStory::rise)
                .prices(ETH, BaselineStory::plunge)
                .holding(ETH, PositionSide.LONG, "1500", "800", "2000")
                .advice();
        assertThat(advice.decisions())
                .extracting(Decision::symbol, Decision::action)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ETH, Action.CLOSE),
                        org.assertj.core.groups.Tuple.tuple(BTC, Action.BUY));
    }

    @Test
    void aPositionInASymbolThatIsNoLongerConfiguredIsStillLookedAfter() {
        Advice advice = story.evaluating(BTC)
                .prices(ETH, BaselineStory::fall)
                .holding(ETH, PositionSide.LONG, "1500", "900", "2000")
                .advice();
        assertThat(advice.decisions()).extracting(Decision::symbol).containsExactlyInAnyOrder(BTC, ETH);
    }

    @Test
    void theSameRequestGivesTheSameAdvice() {
        story.prices(BTC, BaselineStory::rise);
        assertThat(story.advice()).isEqualTo(story.advice());
    }

    @Test
    void theRecordTellsWhatWasLookedAtAndEveryItemIsAccepted() {
        Advice advice =
                story.evaluating(BTC, ETH).prices(BTC, BaselineStory::rise).advice();
        assertThat(advice.exitsOnly()).isFalse();
        assertThat(advice.record().promptVersion()).isEqualTo("baseline-1");
        assertThat(advice.record().status()).isEqualTo("ok");
        assertThat(advice.record().promptHash()).matches("[0-9a-f]{64}");
        assertThat(advice.record().userPayload())
                .contains("BTC-USDT-SWAP: last ", "15m: ", "1h: ", "ETH-USDT-SWAP: no price", "equity 10000.00 USDT");
        assertThat(advice.record().items())
                .hasSize(2)
                .allMatch(item -> item.status().equals("accepted"));
        assertThat(advice.record().costUsd()).isZero();
        assertThat(advice.record().at()).isEqualTo(story.now());
    }

    private static String closing(
            PositionSide side, java.util.function.IntToDoubleFunction prices, String stop, String target) {
        Decision decision = new BaselineStory()
                .prices(BTC, prices)
                .holding(BTC, side, "1100", stop, target)
                .decision(BTC);
        assertThat(decision.action()).isEqualTo(Action.CLOSE);
        return decision.rationale();
    }

    private static io.autotrade.market.SymbolView view(BaselineStory told) {
        return told.request().market().symbols().get(BTC);
    }
}
