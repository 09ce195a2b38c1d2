package io.autotrade.okx.account;

import io.autotrade.broker.Booking;
import io.autotrade.broker.Page;
import io.autotrade.okx.model.BillRow;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.rest.Endpoint;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Funding, forced closes and transfers, from the bills of the account. */
final class Bookings {

    private static final int PAGE = 100;

    private final Venue venue;
    private final BillLog log;

    Bookings(Venue venue) {
        this.venue = venue;
        log = new BillLog(venue, Endpoint.BILLS, Endpoint.BILLS_ARCHIVE, "");
    }

    Future<Page<Booking>> after(String cursor) {
        return log.after(cursor).map(rows -> {
            List<Row> page = rows.subList(0, Math.min(PAGE, rows.size()));
            String next = BillLog.next(cursor, page);
            List<Booking> bookings = page.stream()
                    .map(row -> new BillRow(row)
                            .booking(
                                    venue.currency(),
                                    instId -> venue.instruments().find(instId)))
                    .flatMap(Optional::stream)
                    .toList();
            return new Page<>(bookings, next, rows.size() > PAGE);
        });
    }

    Future<String> newest() {
        return log.newest();
    }
}
