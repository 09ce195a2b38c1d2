package io.autotrade.okx.account;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leverage per instrument: read before it is set, and read again afterwards. */
final class Leverages {

    private final Venue venue;
    private final Outcomes outcomes;
    private final Map<String, BigDecimal> known = new HashMap<>();

    Leverages(Venue venue, Outcomes outcomes) {
        this.venue = venue;
        this.outcomes = outcomes;
    }

    /** Forgets what is set: somebody may have changed it meanwhile. */
    void forget() {
        known.clear();
    }

    /** Sets the leverage unless it is set already. */
    Future<WriteResult> set(SwapSpec spec, BigDecimal leverage) {
        if (leverage.compareTo(BigDecimal.ONE) < 0 || leverage.compareTo(spec.maxLeverage()) > 0) {
            return Future.succeededFuture(Outcomes.refuse(
                    RejectReason.INVALID_LEVERAGE,
                    "leverage of " + spec.symbol() + " must be 1 to "
                            + spec.maxLeverage().toPlainString() + ", was " + leverage.toPlainString()));
        }
        return current(spec)
                .compose(now -> now != null && now.compareTo(leverage) == 0
                        ? Future.succeededFuture(done(spec, leverage))
                        : change(spec, leverage))
                .recover(failure -> failure instanceof BrokerException known
                        ? Future.succeededFuture(new WriteResult.NotSent(known.fault()))
                        : Future.failedFuture(failure));
    }

    /** Whether the leverage is known to be what an order wants. */
    boolean isSet(SwapSpec spec, BigDecimal leverage) {
        BigDecimal now = known.get(spec.symbol().value());
        return now != null && now.compareTo(leverage) == 0;
    }

    private WriteResult done(SwapSpec spec, BigDecimal leverage) {
        known.put(spec.symbol().value(), leverage);
        return new WriteResult.Accepted(null, venue.rest().clock().instant());
    }

    private Future<WriteResult> change(SwapSpec spec, BigDecimal leverage) {
        known.remove(spec.symbol().value());
        String body = new JsonObject()
                .put("instId", spec.symbol().value())
                .put("lever", leverage.stripTrailingZeros().toPlainString())
                .put("mgnMode", venue.profile().marginMode())
                .encode();
        return venue.rest().write(Endpoint.SET_LEVERAGE, "", body, null).compose(exchange -> {
            WriteResult result = outcomes.judge(exchange, "");
            return result instanceof WriteResult.Accepted ? verify(spec, leverage) : Future.succeededFuture(result);
        });
    }

    private Future<WriteResult> verify(SwapSpec spec, BigDecimal leverage) {
        return current(spec)
                .map(now -> now != null && now.compareTo(leverage) == 0
                        ? done(spec, leverage)
                        : Outcomes.refuse(
                                RejectReason.INVALID_LEVERAGE,
                                "OKX accepted leverage " + leverage.toPlainString() + " of " + spec.symbol()
                                        + " but keeps " + (now == null ? "different ones" : now.toPlainString())));
    }

    /** What is set at OKX; null when long and short differ. */
    private Future<@Nullable BigDecimal> current(SwapSpec spec) {
        Query query = Query.of("instId", spec.symbol().value())
                .and("mgnMode", venue.profile().marginMode());
        return venue.rest().read(Endpoint.LEVERAGE, "", query).map(Leverages::common);
    }

    private static @Nullable BigDecimal common(List<Row> rows) {
        List<BigDecimal> values = rows.stream().map(row -> row.decimal("lever")).toList();
        boolean same = !values.isEmpty() && values.stream().allMatch(value -> value.compareTo(values.getFirst()) == 0);
        return same ? values.getFirst() : null;
    }
}
