package io.autotrade.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OrderTransitionsTest {

    private record Told(OrderStatus status, int filled) {}

    /** A life as a venue tells it, and an end that says the same as its last word. */
    @Provide
    Arbitrary<List<Told>> lives() {
        List<Told> filled = List.of(
                new Told(OrderStatus.OPEN, 0),
                new Told(OrderStatus.PARTIALLY_FILLED, 3),
                new Told(OrderStatus.PARTIALLY_FILLED, 7),
                new Told(OrderStatus.FILLED, 10));
        List<Told> cancelled = List.of(
                new Told(OrderStatus.UNKNOWN, 0),
                new Told(OrderStatus.OPEN, 0),
                new Told(OrderStatus.PARTIALLY_FILLED, 4),
                new Told(OrderStatus.CANCELLED, 4));
        List<Told> rejected = List.of(new Told(OrderStatus.UNKNOWN, 0), new Told(OrderStatus.REJECTED, 0));
        return Arbitraries.of(filled, cancelled, rejected)
                .flatMap(life -> Arbitraries.shuffle(life)
                        .flatMap(shuffled -> Arbitraries.of(life)
                                .list()
                                .ofMaxSize(6)
                                .map(repeated -> java.util.stream.Stream.concat(shuffled.stream(), repeated.stream())
                                        .toList())));
    }

    @Property
    void anyOrderAndRepetitionOfReportsEndsTheSame(@ForAll("lives") List<Told> told) {
        TrackedOrder order = tracked(OrderStatus.INTENDED, 0);
        for (Told report : told) {
            if (OrderTransitions.isNews(order, report.status(), BigDecimal.valueOf(report.filled()))) {
                order = tracked(report.status(), report.filled());
            }
        }
        Told last = told.stream()
                .filter(report -> report.status().isFinal())
                .findFirst()
                .orElseThrow();

        assertThat(order.status()).isEqualTo(last.status());
        assertThat(order.filledQuantity()).isEqualByComparingTo(BigDecimal.valueOf(last.filled()));
    }

    private static TrackedOrder tracked(OrderStatus status, int filled) {
        return new TrackedOrder(
                new ClientOrderId("a1"),
                null,
                null,
                new Symbol("BTC-USDT-SWAP"),
                Side.BUY,
                OrderOrigin.SERVICE,
                status,
                BigDecimal.TEN,
                BigDecimal.valueOf(filled),
                null,
                Instant.EPOCH);
    }
}
