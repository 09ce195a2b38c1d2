package io.autotrade.okx.account;

import io.autotrade.broker.Fill;
import io.autotrade.broker.Page;
import io.autotrade.okx.model.FillRow;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.rest.Endpoint;
import io.vertx.core.Future;
import java.util.List;

/** Executions, forced ones left out. */
final class Fills {

    private static final int PAGE = 100;

    private final Venue venue;
    private final Causes causes;
    private final BillLog log;

    Fills(Venue venue, Causes causes) {
        this.venue = venue;
        this.causes = causes;
        log = new BillLog(venue, Endpoint.FILLS, Endpoint.FILLS_HISTORY, "SWAP");
    }

    Future<Page<Fill>> after(String cursor) {
        return log.after(cursor).compose(rows -> {
            List<Row> page = rows.subList(0, Math.min(PAGE, rows.size()));
            String next = BillLog.next(cursor, page);
            return fills(page).map(fills -> new Page<>(fills, next, rows.size() > PAGE));
        });
    }

    /** The executions of one order among those after a cursor. */
    Future<List<Fill>> ofOrder(String orderId, String cursor) {
        return log.after(cursor)
                .compose(rows -> fills(rows.stream()
                        .filter(row -> row.text("ordId").equals(orderId))
                        .toList()));
    }

    /** Whether any execution carries this client order id. */
    Future<Boolean> mentions(String clientOrderId) {
        return log.after(Page.START)
                .map(rows -> rows.stream().anyMatch(row -> row.text("clOrdId").equals(clientOrderId)));
    }

    Future<String> newest() {
        return log.newest();
    }

    private Future<List<Fill>> fills(List<Row> rows) {
        List<Future<Fill>> fills = venue.swaps(rows, FillRow::new).stream()
                .filter(row -> !row.isForced())
                .map(row -> causes.of(row).map(row::fill))
                .toList();
        return Future.all(fills).map(all -> fills.stream().map(Future::result).toList());
    }
}
