package io.autotrade.portfolio;

import static io.autotrade.portfolio.Events.BTC;
import static io.autotrade.portfolio.Events.ETH;
import static io.autotrade.portfolio.Events.START;
import static io.autotrade.portfolio.Events.decision;
import static io.autotrade.portfolio.Events.fill;
import static io.autotrade.portfolio.Events.forced;
import static io.autotrade.portfolio.Events.funding;
import static io.autotrade.portfolio.Events.intent;
import static io.autotrade.portfolio.Events.minute;
import static io.autotrade.portfolio.Events.n;
import static io.autotrade.portfolio.Events.opened;
import static io.autotrade.portfolio.Events.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Booking.ForcedKind;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.Action;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.ProtectionChanged;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    private Portfolio at(String btc) {
        return ledger.portfolio(Map.of(BTC, n(btc)), minute(10));
    }

    private OutcomeRecorded only(List<OutcomeRecorded> outcomes) {
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    private FillRecorded service(String id, Side side, String quantity, String price, String fee, String order) {
        return fill(id, BTC, side, quantity, price, fee, "USDT", OrderOrigin.SERVICE, order);
    }

    private void mark(String price) {
        ledger.apply(ledger.mark(Map.of(BTC, n(price)), "cycle", minute(5)));
    }

    @Test
    void opensOnlyWithAnAccountAndIgnoresWhatCameBefore() {
        ledger.apply(fill("f0", BTC, Side.BUY, "1", "100", "1"));

        assertThat(ledger.isOpen()).isFalse();
        assertThatThrownBy(() -> at("100"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not open");

        ledger.apply(opened("1000"));

        assertThat(at("100").equity()).isEqualByComparingTo("1000");
        assertThat(at("100").positions()).isEmpty();
    }

    @Test
    void openingALongMovesEquityByItsFeeAlone() {
        ledger.apply(opened("1000"));

        ledger.apply(fill("f1", BTC, Side.BUY, "2", "100", "0.10"));

        assertThat(at("100").equity()).isEqualByComparingTo("999.90");
        assertThat(at("100").cash()).isEqualByComparingTo("999.90");
        assertThat(at("100").grossExposure()).isEqualByComparingTo("200");
        assertThat(at("110").unrealizedPnl()).isEqualByComparingTo("20");
        assertThat(at("110").equity()).isEqualByComparingTo("1019.90");
    }

    @Test
    void shortGainsWhenThePriceFalls() {
        ledger.apply(opened("1000"));
        ledger.apply(fill("f1", BTC, Side.SELL, "2", "100", "0"));

        assertThat(at("90").unrealizedPnl()).isEqualByComparingTo("20");
        OutcomeRecorded outcome = only(ledger.apply(fill("f2", BTC, Side.BUY, "2", "95", "1")));

        assertThat(outcome.side()).isEqualTo(PositionSide.SHORT);
        assertThat(outcome.grossPnl()).isEqualByComparingTo("10");
        assertThat(outcome.netPnl()).isEqualByComparingTo("9");
        assertThat(at("1").equity()).isEqualByComparingTo("1009");
    }

    @Test
    void keepsTheRemainderOfACostThatDoesNotDivide() {
        ledger.apply(opened("1000"));
        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "0"));
        ledger.apply(fill("f2", BTC, Side.BUY, "2", "101", "0"));

        ledger.apply(fill("f3", BTC, Side.SELL, "1", "110", "0"));
        Portfolio part = at("110");
        assertThat(part.realizedPnl()).isEqualByComparingTo("9.333333333333");
        assertThat(part.unrealizedPnl()).isEqualByComparingTo("18.666666666667");
        assertThat(part.equity()).isEqualByComparingTo("1028");

        ledger.apply(fill("f4", BTC, Side.SELL, "2", "110", "0"));
        assertThat(at("1").realizedPnl()).isEqualByComparingTo("28");
    }

    @Test
    void countsEachFillAndBookingOnce() {
        ledger.apply(opened("1000"));
        for (int i = 0; i < 2; i++) {
            ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "1"));
            ledger.apply(funding("b1", BTC, "-2"));
            ledger.apply(transfer("b2", "50"));
            ledger.apply(forced("b3", ForcedKind.ADL, BTC, PositionSide.LONG, "0.5", "100", "0.5"));
        }

        Portfolio portfolio = at("100");
        assertThat(portfolio.position(BTC).orElseThrow().quantity()).isEqualByComparingTo("0.5");
        assertThat(portfolio.fees()).isEqualByComparingTo("1.5");
        assertThat(portfolio.funding()).isEqualByComparingTo("-2");
        assertThat(portfolio.transfers()).isEqualByComparingTo("50");
        assertThat(portfolio.cash()).isEqualByComparingTo("1046.5");
        assertThat(portfolio.peakEquity()).isEqualByComparingTo("1050");
    }

    @Test
    void externalFillBeyondThePositionClosesItAndOpensTheOtherSide() {
        ledger.apply(opened("1000"));
        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "0"));

        OutcomeRecorded outcome = only(ledger.apply(fill("f2", BTC, Side.SELL, "3", "110", "0.3")));

        assertThat(outcome.quantity()).isEqualByComparingTo("1");
        assertThat(outcome.fees()).isEqualByComparingTo("0.1");
        assertThat(outcome.reason()).isEqualTo("external");
        OpenPosition open = at("110").position(BTC).orElseThrow();
        assertThat(open.side()).isEqualTo(PositionSide.SHORT);
        assertThat(open.quantity()).isEqualByComparingTo("2");
        assertThat(open.fees()).isEqualByComparingTo("0.2");
        assertThat(at("110").equity()).isEqualByComparingTo("1009.7");
        assertThat(ledger.recentTrades()).extracting(Trade::kind).containsExactly("BUY", "SELL");
    }

    @Test
    void outcomeTellsTheWholeLifeOfAPosition() {
        ledger.apply(opened("1000"));
        ledger.apply(Events.advice("0.02", List.of("r1", "r2")));
        ledger.apply(decision("d1", Action.BUY, "0.7", "close below 90"));
        ledger.apply(intent("E1", "d1", Leg.ENTRY, Side.BUY, "4"));
        ledger.apply(service("f1", Side.BUY, "1", "100", "0.05", "E1"));
        ledger.apply(service("f2", Side.BUY, "1", "102", "0.05", "E1"));
        mark("95");
        mark("115");
        ledger.apply(funding("b1", BTC, "-0.4"));
        ledger.apply(intent("X1", "d2", Leg.EXIT, Side.SELL, null));
        ledger.apply(service("f3", Side.SELL, "0.5", "110", "0.03", "X1"));
        OutcomeRecorded outcome = only(ledger.apply(service("f4", Side.SELL, "1.5", "108", "0.07", "X1")));

        assertThat(outcome.quantity()).isEqualByComparingTo("2");
        assertThat(outcome.entryPrice()).isEqualByComparingTo("101");
        assertThat(outcome.exitPrice()).isEqualByComparingTo("108.5");
        assertThat(outcome.leverage()).isEqualByComparingTo("4");
        assertThat(outcome.grossPnl()).isEqualByComparingTo("15");
        assertThat(outcome.fees()).isEqualByComparingTo("0.20");
        assertThat(outcome.funding()).isEqualByComparingTo("-0.4");
        assertThat(outcome.netPnl()).isEqualByComparingTo("14.4");
        assertThat(outcome.netPnlPct()).isEqualByComparingTo("7.12871287");
        assertThat(outcome.mae()).isEqualByComparingTo("-12");
        assertThat(outcome.mfe()).isEqualByComparingTo("28");
        assertThat(outcome.confidence()).isEqualByComparingTo("0.7");
        assertThat(outcome.reason()).isEqualTo("decision");
        assertThat(outcome.openedByDecision()).isEqualTo("d1");
        assertThat(outcome.closedByDecision()).isEqualTo("d2");
        assertThat(outcome.ruleIds()).containsExactly("r1", "r2");
        assertThat(at("1").modelCostUsd()).isEqualByComparingTo("0.02");
    }

    @Test
    void outcomeStaysMissingUntilItIsJournalled() {
        ledger.apply(opened("1000"));
        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "0"));
        OutcomeRecorded outcome = only(ledger.apply(fill("f2", BTC, Side.SELL, "1", "101", "0")));

        assertThat(ledger.missingOutcomes()).containsExactly(outcome);
        assertThat(ledger.closedPositions()).isEmpty();

        ledger.apply(outcome);
        ledger.apply(outcome);

        assertThat(ledger.missingOutcomes()).isEmpty();
        assertThat(ledger.closedPositions()).containsExactly(outcome);
        assertThat(ledger.statistics().trades()).isEqualTo(1);
    }

    @Test
    void namesWhyAPositionWasClosed() {
        assertThat(reasonOf(OrderOrigin.STOP, null, null)).isEqualTo("stop");
        assertThat(reasonOf(OrderOrigin.TARGET, null, null)).isEqualTo("target");
        assertThat(reasonOf(OrderOrigin.EXTERNAL, null, null)).isEqualTo("external");
        assertThat(reasonOf(OrderOrigin.SERVICE, Leg.EXIT, "d9")).isEqualTo("decision");
        assertThat(reasonOf(OrderOrigin.SERVICE, Leg.SAFETY, "d9")).isEqualTo("safety");
        assertThat(reasonOf(OrderOrigin.SERVICE, null, null)).isEqualTo("safety");
    }

    private static String reasonOf(OrderOrigin origin, Leg leg, String decisionId) {
        Ledger books = new Ledger();
        books.apply(opened("1000"));
        books.apply(fill("f1", BTC, Side.BUY, "1", "100", "0"));
        if (leg != null) {
            books.apply(intent("X1", decisionId, leg, Side.SELL, null));
        }
        OutcomeRecorded outcome = books.apply(fill("f2", BTC, Side.SELL, "1", "99", "0", "USDT", origin, "X1"))
                .getFirst();
        assertThat(outcome.closedByDecision()).isEqualTo(leg == Leg.EXIT ? "d9" : null);
        return outcome.reason();
    }

    @Test
    void liquidationClosesWhatTheBooksHold() {
        ledger.apply(opened("1000"));
        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "0"));

        OutcomeRecorded outcome =
                only(ledger.apply(forced("b1", ForcedKind.LIQUIDATION, BTC, PositionSide.LONG, "1.5", "60", "2")));

        assertThat(outcome.reason()).isEqualTo("liquidation");
        assertThat(outcome.netPnl()).isEqualByComparingTo("-42");
        assertThat(outcome.mae()).isEqualByComparingTo("-40");
        assertThat(at("1").equity()).isEqualByComparingTo("958");
        assertThat(ledger.apply(forced("b2", ForcedKind.ADL, BTC, PositionSide.LONG, "1", "60", "3")))
                .isEmpty();
        assertThat(at("1").equity()).isEqualByComparingTo("955");
    }

    @Test
    void feesInAnotherCurrencyAreKeptApart() {
        ledger.apply(opened("1000"));

        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "0.0005", "BTC", OrderOrigin.EXTERNAL, null));

        assertThat(at("100").equity()).isEqualByComparingTo("1000");
        assertThat(at("100").fees()).isEqualByComparingTo("0");
        assertThat(ledger.foreignFees()).containsOnlyKeys("BTC");
        assertThat(ledger.foreignFees().get("BTC")).isEqualByComparingTo("0.0005");
    }

    @Test
    void knowsOwnerAndProtectionOfAPosition() {
        ledger.apply(opened("1000"));
        ledger.apply(decision("d1", Action.BUY, "0.7", "close below 90"));
        ledger.apply(intent("E1", "d1", Leg.ENTRY, Side.BUY, "4"));
        ledger.apply(service("f1", Side.BUY, "1", "100", "0", "E1"));

        OpenPosition opened = at("100").position(BTC).orElseThrow();
        assertThat(opened.decisionId()).isEqualTo("d1");
        assertThat(opened.margin()).isEqualByComparingTo("25");
        assertThat(opened.stopPrice()).isEqualByComparingTo("90");
        assertThat(opened.targetPrice()).isEqualByComparingTo("120");
        assertThat(opened.stopVerifiedAt()).isNull();
        assertThat(opened.invalidation()).isEqualTo("close below 90");
        assertThat(opened.entryRationale()).isEqualTo("rationale of d1");

        ledger.apply(protection("95", "130", "verified"));
        OpenPosition verified = at("100").position(BTC).orElseThrow();
        assertThat(verified.stopPrice()).isEqualByComparingTo("95");
        assertThat(verified.targetPrice()).isEqualByComparingTo("130");
        assertThat(verified.stopVerifiedAt()).isEqualTo(minute(4));

        ledger.apply(protection(null, null, "missing"));
        OpenPosition missing = at("100").position(BTC).orElseThrow();
        assertThat(missing.stopPrice()).isEqualByComparingTo("95");
        assertThat(missing.stopVerifiedAt()).isNull();

        ledger.apply(decision("d2", Action.HOLD, "0.4", "close below 94"));
        ledger.apply(protection(null, null, "removed"));
        OpenPosition held = at("100").position(BTC).orElseThrow();
        assertThat(held.stopPrice()).isNull();
        assertThat(held.confidence()).isEqualByComparingTo("0.4");
        assertThat(held.invalidation()).isEqualTo("close below 94");
        assertThat(held.decisionId()).isEqualTo("d1");
    }

    @Test
    void protectionConfirmedBeforeTheFillCounts() {
        ledger.apply(opened("1000"));
        ledger.apply(intent("E1", "d1", Leg.ENTRY, Side.BUY, "4"));
        ledger.apply(protection("91", null, "verified"));
        ledger.apply(service("f1", Side.BUY, "1", "100", "0", "E1"));

        OpenPosition open = at("100").position(BTC).orElseThrow();
        assertThat(open.stopPrice()).isEqualByComparingTo("91");
        assertThat(open.stopVerifiedAt()).isEqualTo(minute(4));
    }

    private static ProtectionChanged protection(String stop, String target, String status) {
        return new ProtectionChanged(
                BTC,
                new ClientOrderId("E1P"),
                "d1",
                stop == null ? null : n(stop),
                target == null ? null : n(target),
                status,
                "",
                minute(4));
    }

    @Test
    void takesLiquidationPriceAndForeignLeverageFromTheVenue() {
        ledger.apply(opened("1000"));
        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "0"));
        assertThat(at("100").margin()).isEqualByComparingTo("100");

        ledger.observe(List.of(new Position(
                BTC,
                PositionSide.LONG,
                n("1"),
                n("100"),
                n("100"),
                n("5"),
                n("20"),
                n("1"),
                n("0"),
                n("81"),
                null,
                null,
                null,
                START)));

        assertThat(at("100").margin()).isEqualByComparingTo("20");
        assertThat(at("100").position(BTC).orElseThrow().liquidationPrice()).isEqualByComparingTo("81");
        ledger.observe(List.of());
        assertThat(at("100").position(BTC).orElseThrow().liquidationPrice()).isNull();
    }

    @Test
    void marksWithTheLastJournalledPriceWhereNoneIsGiven() {
        ledger.apply(opened("1000"));
        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "0"));
        ledger.apply(fill("f2", ETH, Side.SELL, "1", "10", "0"));
        mark("120");

        PortfolioMarked mark = ledger.mark(Map.of(ETH, n("9")), "cycle", minute(9));

        assertThat(mark.marks()).isEqualTo(new TreeMap<>(Map.of(BTC, n("120"), ETH, n("9"))));
        assertThat(mark.equity()).isEqualByComparingTo("1021");
        assertThat(mark.peakEquity()).isEqualByComparingTo("1021");
        assertThat(mark.openPositions()).isEqualTo(2);
        ledger.apply(mark);
        PortfolioMarked lower = ledger.mark(Map.of(BTC, n("110")), "cycle", minute(9));
        assertThat(lower.peakEquity()).isEqualByComparingTo("1021");
        assertThat(lower.drawdownPct()).isEqualByComparingTo("0.97943193");
    }

    @Test
    void anotherAccountBeginsNewBooks() {
        ledger.apply(opened("1000"));
        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "1"));
        ledger.apply(opened("500"));

        assertThat(at("100").equity()).isEqualByComparingTo("500");
        assertThat(at("100").positions()).isEmpty();
        assertThat(ledger.recentTrades()).isEmpty();
        ledger.apply(fill("f1", BTC, Side.BUY, "1", "100", "1"));
        assertThat(at("100").equity()).isEqualByComparingTo("499");
    }

    @Test
    void boundedListsKeepTheNewest() {
        ledger.apply(opened("1000"));
        for (int i = 0; i < 201; i++) {
            ledger.apply(fill("b" + i, BTC, Side.BUY, "1", "100", "0"));
            ledger.apply(fill("s" + i, BTC, Side.SELL, "1", "101", "0"));
            ledger.missingOutcomes().forEach(ledger::apply);
        }

        assertThat(ledger.closedPositions()).hasSize(200);
        assertThat(ledger.recentTrades())
                .hasSize(200)
                .last()
                .extracting(Trade::id)
                .isEqualTo("s200");
        assertThat(ledger.statistics().trades()).isEqualTo(201);
        Map<Symbol, BigDecimal> none = Map.of();
        assertThat(ledger.portfolio(none, START).equity()).isEqualByComparingTo("1201");
    }
}
