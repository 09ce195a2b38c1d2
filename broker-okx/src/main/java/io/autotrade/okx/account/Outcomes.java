package io.autotrade.okx.account;

import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.rest.ErrorTable;
import io.autotrade.okx.rest.Exchange;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.rest.VenueError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges what became of a write. Only positive evidence makes it accepted or rejected. */
final class Outcomes {

    private static final Instant SENSIBLE = Instant.parse("2020-01-01T00:00:00Z");

    private final OkxRest rest;

    Outcomes(OkxRest rest) {
        this.rest = rest;
    }

    /** @param idField field of the answer that holds the venue's id of what was written; empty when there is none */
    WriteResult judge(Exchange exchange, String idField) {
        return switch (exchange) {
            case Exchange.NotSent notSent -> new WriteResult.NotSent(notSent.fault());
            case Exchange.Lost lost ->
                new WriteResult.Unknown(new BrokerFault.Unavailable("the outcome is not known: " + lost.why()));
            case Exchange.Replied replied -> judge(replied, idField);
        };
    }

    private WriteResult judge(Exchange.Replied replied, String idField) {
        String code = replied.decidingCode();
        if (code.equals("0")) {
            return accepted(replied.rows(), idField);
        }
        if (code.equals("1") || code.equals("2")) {
            return unknown("OKX reported a failure without saying which: " + replied.message());
        }
        VenueError error = ErrorTable.of(code);
        String message = error.describe(replied.decidingMessage());
        return switch (error.kind()) {
            case REJECTED, STATE -> new WriteResult.Rejected(error.reason(), code, message);
            case LIMITED, BUSY, UNAUTHORIZED, MISMATCH, CLOCK ->
                new WriteResult.NotSent(rest.fault(code, replied.decidingMessage()));
            case UNKNOWN -> unknown(message);
        };
    }

    /** An acceptance without the row that says what was accepted is no evidence. */
    private WriteResult accepted(List<Row> rows, String idField) {
        if (rows.isEmpty()) {
            return unknown("OKX accepted without saying what");
        }
        Row row = rows.getFirst();
        if (!idField.isEmpty() && !row.has(idField)) {
            return unknown("OKX accepted without naming the order");
        }
        Instant told = row.timeOrNull("ts");
        // cancel-all-after gives seconds where all others give milliseconds.
        Instant at = told == null || told.isBefore(SENSIBLE) ? rest.clock().instant() : told;
        return new WriteResult.Accepted(idField.isEmpty() ? null : row.text(idField), at);
    }

    private static WriteResult unknown(String message) {
        return new WriteResult.Unknown(new BrokerFault.Unavailable(message));
    }

    /** The venue's code of a rejection; null for every other result. */
    static @Nullable String rejectionCode(WriteResult result) {
        return result instanceof WriteResult.Rejected rejected ? rejected.venueCode() : null;
    }

    static WriteResult refuse(RejectReason reason, String message) {
        return new WriteResult.Rejected(reason, "", message);
    }
}
