package io.autotrade.okx.account;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Order;
import io.autotrade.broker.Position;
import io.autotrade.broker.PriceQuote;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.BalanceRow;
import io.autotrade.okx.model.OrderRow;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.rest.Query;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the account looks like now. */
final class Reads {

    private static final int PAGE = 100;

    private static final Duration BETWEEN_READS = Duration.ofMillis(150);

    private final Venue venue;
    private final Algos algos;
    private final Causes causes;

    Reads(Venue venue, Algos algos, Causes causes) {
        this.venue = venue;
        this.algos = algos;
        this.causes = causes;
    }

    /** Open positions with what protects them. */
    Future<List<Position>> positions() {
        return held().map(held -> held.stream().map(Held::position).toList());
    }

    /** Open positions and the protective orders that wait, as rows. */
    Future<List<Held>> held() {
        Future<List<PositionRow>> positions = positionRows("");
        Future<List<AlgoRow>> waiting = algos.waiting("");
        return Future.all(positions, waiting)
                .map(both -> positions.result().stream()
                        .map(row -> new Held(row, waiting.result()))
                        .toList());
    }

    /** Open positions of one symbol or, with an empty text, of all. */
    Future<List<PositionRow>> positionRows(String instId) {
        return venue.rest()
                .read(Endpoint.POSITIONS, "", Query.of("instType", "SWAP").and("instId", instId))
                .map(rows -> venue.swaps(rows, PositionRow::new).stream()
                        .filter(PositionRow::isOpen)
                        .toList());
    }

    /** As {@link #positionRows}, but that there is none must be read twice. */
    Future<List<PositionRow>> certainPositionRows(String instId) {
        return positionRows(instId)
                .compose(first -> first.isEmpty()
                        ? venue.loop().pause(BETWEEN_READS).compose(passed -> positionRows(instId))
                        : Future.succeededFuture(first));
    }

    Future<Balance> balance() {
        return venue.rest().read(Endpoint.BALANCE, "", Query.none()).map(rows -> {
            BalanceRow row = new BalanceRow(OkxRest.first(rows), venue.profile().mode());
            return row.of(venue.currency()).orElseGet(() -> row.nothing(venue.currency()));
        });
    }

    /** Orders in the book and protective orders that wait. */
    Future<List<Order>> openOrders() {
        Future<List<OrderRow>> pending = pending("");
        Future<List<AlgoRow>> waiting = algos.waiting("");
        return Future.all(pending, waiting)
                .compose(both -> withCauses(pending.result()).map(orders -> {
                    List<Order> all = new ArrayList<>(orders);
                    waiting.result().forEach(algo -> all.addAll(algo.orders()));
                    return List.copyOf(all);
                }));
    }

    private Future<List<Order>> withCauses(List<OrderRow> rows) {
        List<Future<Order>> orders =
                rows.stream().map(row -> causes.of(row).map(row::order)).toList();
        return Future.all(orders).map(all -> orders.stream().map(Future::result).toList());
    }

    /** Orders in the book, of one symbol or, with an empty text, of all. */
    Future<List<OrderRow>> pending(String instId) {
        return pending(instId, "", List.of());
    }

    private Future<List<OrderRow>> pending(String instId, String after, List<OrderRow> before) {
        Query query = Query.of("instType", "SWAP")
                .and("instId", instId)
                .and("after", after)
                .and("limit", Integer.toString(PAGE));
        return venue.rest().read(Endpoint.ORDERS_PENDING, "", query).compose(rows -> {
            List<OrderRow> found = new ArrayList<>(before);
            found.addAll(venue.swaps(rows, OrderRow::new));
            return rows.size() < PAGE
                    ? Future.succeededFuture(List.copyOf(found))
                    : pending(instId, rows.getLast().required("ordId"), found);
        });
    }

    Future<PriceQuote> marketPrice(Symbol symbol) {
        String instId = venue.spec(symbol).symbol().value();
        Future<List<Row>> ticker = venue.rest().read(Endpoint.TICKER, "", Query.of("instId", instId));
        Future<List<Row>> mark = venue.rest()
                .read(Endpoint.MARK_PRICE, instId, Query.of("instType", "SWAP").and("instId", instId));
        return Future.all(ticker, mark).map(both -> {
            Row prices = OkxRest.first(ticker.result());
            return new PriceQuote(
                    symbol,
                    prices.decimal("bidPx"),
                    prices.decimal("askPx"),
                    prices.decimal("last"),
                    OkxRest.first(mark.result()).decimal("markPx"),
                    prices.time("ts"));
        });
    }
}
