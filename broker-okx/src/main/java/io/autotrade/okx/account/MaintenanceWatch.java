package io.autotrade.okx.account;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks OKX for announced maintenance and passes on what concerns trading in this environment, once per announcement.
 */
final class MaintenanceWatch {

    private static final Duration AHEAD = Duration.ofHours(1);

    /** WebSocket, trading, trading by account batches, trading by product batches, others. */
    private static final Set<String> SERVICES = Set.of("0", "5", "8", "9", "99");

    private final Venue venue;
    private final Push push;
    private final Set<String> told = new HashSet<>();

    MaintenanceWatch(Venue venue, Push push) {
        this.venue = venue;
        this.push = push;
    }

    void look() {
        venue.rest()
                .read(Endpoint.STATUS, "", Query.none())
                .onSuccess(rows -> rows.forEach(this::announcement))
                .onFailure(failure ->
                        venue.logger().debug("the status of OKX could not be read: {}", failure.getMessage()));
    }

    private void announcement(Row row) {
        String environment = venue.rest().settings().demo() ? "2" : "1";
        String state = row.text("state");
        Instant begin = row.timeOrNull("begin");
        boolean pending = state.equals("scheduled") || state.equals("ongoing") || state.equals("pre_open");
        boolean soon =
                begin != null && begin.isBefore(venue.rest().clock().instant().plus(AHEAD));
        boolean ours = row.text("env").isEmpty() || row.text("env").equals(environment);
        if (pending && soon && ours && SERVICES.contains(row.text("serviceType")) && told.add(key(row))) {
            push.become(
                    BrokerEvent.Connection.MAINTENANCE,
                    "OKX maintenance '" + row.text("title") + "' is " + state + ", from " + begin + " to "
                            + row.timeOrNull("end"));
        }
    }

    private static String key(Row row) {
        return row.text("title") + '|' + row.text("begin") + '|' + row.text("state");
    }
}
