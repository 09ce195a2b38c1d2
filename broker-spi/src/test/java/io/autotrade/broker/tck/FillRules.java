package io.autotrade.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.Page;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §6: fills, the raw material of all accounting: complete, each once, in order, at any time again. */
interface FillRules {

    /** Look at the mapping of executions to fills: every field is filled in. */
    @Test
    @DisplayName("§6.01 [required] a fill names order, side, origin, liquidity and fee")
    default void fillIsComplete(Desk desk) {
        Order order = desk.buy(desk.lots(2));

        List<Fill> fills = desk.fills(order);
        assertThat(fills).isNotEmpty().allSatisfy(fill -> {
            assertThat(fill.clientOrderId()).isEqualTo(order.clientOrderId());
            assertThat(fill.symbol()).isEqualTo(desk.symbol());
            assertThat(fill.side()).isEqualTo(Side.BUY);
            assertThat(fill.origin()).isEqualTo(OrderOrigin.SERVICE);
            assertThat(fill.liquidity()).isEqualTo(Liquidity.TAKER);
            assertThat(fill.feeCurrency()).isEqualTo(desk.opening().currency());
            assertThat(fill.fee()).as("fee of a taker").isNotNegative();
        });
    }

    /** Look at partial executions: they add up to the order, in quantity and in average price. */
    @Test
    @DisplayName("§6.02 [required] the fills of an order add up to its filled quantity and average price")
    default void fillsAddUp(Desk desk) {
        Order order = desk.buy(desk.lots(5));

        List<Fill> fills = desk.fills(order);
        assertThat(Amounts.quantity(fills)).isEqualByComparingTo(order.filledQuantity());
        assertThat(Amounts.average(fills).subtract(order.averagePrice()).abs())
                .as("average %s of fills against averagePrice %s", Amounts.average(fills), order.averagePrice())
                .isLessThanOrEqualTo(desk.instrument().priceStep());
    }

    /** Look at the fee formula; the rates are those your harness names. */
    @Test
    @DisplayName("§6.03 [required] taking is charged the taker rate of the notional")
    default void takerFee(Desk desk) {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                desk.harness().takerFeeRate().isPresent(), "untested: the harness names no taker fee rate");
        BigDecimal rate = desk.harness().takerFeeRate().orElseThrow();

        List<Fill> fills = desk.fills(desk.buy(desk.lots(3)));

        desk.assertClose(
                "taker fee", Amounts.fees(fills), Amounts.notional(fills).multiply(rate));
    }

    /** Look at the liquidity flag and at the rate: a rested order that is met is a maker. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§6.04 [LIMIT_ORDERS] a rested order is a maker and is charged the maker rate")
    default void makerFee(Desk desk) {
        Order order = desk.rest(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(3), "0.98"));
        desk.move("0.97");

        List<Fill> fills = desk.fills(desk.finished(order.clientOrderId()));

        assertThat(fills)
                .isNotEmpty()
                .allSatisfy(fill -> assertThat(fill.liquidity()).isEqualTo(Liquidity.MAKER));
        desk.harness()
                .makerFeeRate()
                .ifPresent(rate -> desk.assertClose(
                        "maker fee",
                        Amounts.fees(fills),
                        Amounts.notional(fills).multiply(rate)));
    }

    /** Look at limit orders that trade at once: they take. */
    @Test
    @Applies(with = Capability.LIMIT_ORDERS)
    @DisplayName("§6.05 [LIMIT_ORDERS] a limit order that trades at once is a taker")
    default void marketableLimitIsTaker(Desk desk) {
        List<Fill> fills = desk.fills(desk.filled(desk.limit(Side.BUY, OrderType.LIMIT, desk.lots(2), "1.03")));

        assertThat(fills).allSatisfy(fill -> assertThat(fill.liquidity()).isEqualTo(Liquidity.TAKER));
    }

    /** Look at the order of fills and at their ids. */
    @Test
    @DisplayName("§6.06 [required] fills are listed oldest first, each once")
    default void oldestFirst(Desk desk) {
        for (int i = 0; i < 3; i++) {
            desk.move(i % 2 == 0 ? "1.01" : "0.99");
            desk.buy(desk.lots(1));
        }
        desk.sell(desk.lots(3));

        List<Fill> fills = desk.fills();
        assertThat(fills).extracting(Fill::fillId).doesNotHaveDuplicates();
        assertThat(fills).isSortedAccordingTo(Comparator.comparing(Fill::at));
        assertThat(Amounts.quantity(fills)).isEqualByComparingTo(desk.lots(6));
        assertThat(fills.getLast().side()).isEqualTo(Side.SELL);
    }

    /** Look at cursors: after the last page there is nothing, and later exactly what is new. */
    @Test
    @DisplayName("§6.07 [required] a cursor gives exactly what came after it")
    default void cursorGivesWhatCameAfter(Desk desk) {
        desk.fills(desk.buy(desk.lots(1)));
        String cursor = desk.fillsFrom(Page.START).nextCursor();
        assertThat(desk.fillsFrom(cursor).items()).isEmpty();

        Order second = desk.buy(desk.lots(2));
        desk.fills(second);

        List<Fill> news = desk.fillsFrom(cursor).items();
        assertThat(news)
                .isNotEmpty()
                .allSatisfy(fill -> assertThat(fill.clientOrderId()).isEqualTo(second.clientOrderId()));
        assertThat(Amounts.quantity(news)).isEqualByComparingTo(desk.lots(2));
    }

    /** Look at the borders of pages: no fill is lost, none comes twice, also several at the same instant. */
    @Test
    @DisplayName("§6.08 [required] paging neither loses nor repeats a fill")
    default void pagingIsComplete(Desk desk) {
        int orders = desk.harness().fillsForTwoPages();
        for (int i = 0; i < orders; i++) {
            if (i % 2 == 0) {
                desk.buy(desk.lots(1));
            } else {
                desk.sell(desk.lots(1));
            }
        }
        BigDecimal traded = desk.lots(orders);

        List<Fill> fills = desk.eventually(
                orders + " orders' fills in " + traded.toPlainString(),
                desk::fills,
                found -> Amounts.quantity(found).compareTo(traded) >= 0);

        assertThat(fills).extracting(Fill::fillId).doesNotHaveDuplicates();
        assertThat(Amounts.quantity(fills)).isEqualByComparingTo(traded);
        assertThat(fills).extracting(Fill::clientOrderId).doesNotContainNull();
        assertThat(desk.events().fills().keySet())
                .containsAll(fills.stream().map(Fill::fillId).toList());
    }

    /** Look at cursors in the middle: each page's cursor continues exactly where the page ended. */
    @Test
    @DisplayName("§6.09 [required] reading again from any page's cursor gives the same rest")
    default void everyCursorGivesTheSameRest(Desk desk) {
        for (int i = 0; i < 6; i++) {
            desk.fills(i % 2 == 0 ? desk.buy(desk.lots(2)) : desk.sell(desk.lots(1)));
        }
        List<String> ids = ids(desk.fills());

        List<String> seen = new ArrayList<>();
        String cursor = Page.START;
        boolean more = true;
        while (more) {
            assertThat(ids(desk.fillsFrom(cursor).items()))
                    .as("rest after '%s'", cursor)
                    .isEqualTo(ids.subList(seen.size(), ids.size()));
            Page<Fill> page = desk.await("fills", desk.broker().fills(cursor));
            seen.addAll(ids(page.items()));
            cursor = page.nextCursor();
            more = page.hasMore();
        }
        assertThat(seen).isEqualTo(ids);
    }

    /** Look at cursors over a restart: the service keeps them in its own database. */
    @Test
    @Applies(levers = BrokerHarness.Lever.REOPEN)
    @DisplayName("§6.10 [lever REOPEN] fills and cursors survive a restart")
    default void cursorsSurvive(Desk desk) {
        desk.fills(desk.buy(desk.lots(1)));
        List<Fill> before = desk.fills();
        String cursor = desk.fillsFrom(Page.START).nextCursor();

        desk.reopen();

        assertThat(ids(desk.fills())).isEqualTo(ids(before));
        assertThat(desk.fillsFrom(cursor).items()).isEmpty();
        Order next = desk.buy(desk.lots(2));
        desk.fills(next);
        assertThat(desk.fillsFrom(cursor).items())
                .isNotEmpty()
                .allSatisfy(fill -> assertThat(fill.clientOrderId()).isEqualTo(next.clientOrderId()));
        assertThat(ids(desk.fills())).doesNotHaveDuplicates();
        desk.position(PositionSide.LONG, desk.lots(3));
    }

    private static List<String> ids(List<Fill> fills) {
        return fills.stream().map(Fill::fillId).toList();
    }
}
