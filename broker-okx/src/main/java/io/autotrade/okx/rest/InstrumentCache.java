package io.autotrade.okx.rest;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Symbol;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.model.SwapSpec;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The swaps of an environment and how often each is funded. Steps and sizes change over time, so the list is read again
 * now and then, and at once when OKX refuses a size or price. To be used on the loop.
 */
public final class InstrumentCache {

    private static final Duration DEFAULT_INTERVAL = Duration.ofHours(8);

    private final OkxRest rest;
    private final Endpoint endpoint;
    private final String currency;
    private Map<String, SwapSpec> specs = Map.of();
    private Map<String, Duration> intervals = Map.of();
    private List<Instant> changes = List.of();
    private @Nullable Future<Void> loading;

    /**
     * @param endpoint {@link Endpoint#INSTRUMENTS} for what the account may trade, {@link Endpoint#PUBLIC_INSTRUMENTS}
     *     for all
     * @param currency settlement currency; swaps in other currencies are left out
     */
    public InstrumentCache(OkxRest rest, Endpoint endpoint, String currency) {
        this.rest = rest;
        this.endpoint = endpoint;
        this.currency = currency;
    }

    /** Reads the list anew; calls while one is under way share it. */
    public Future<Void> load() {
        Future<Void> running = loading;
        if (running != null) {
            return running;
        }
        Future<Void> started = rest.read(endpoint, "", Query.of("instType", "SWAP"))
                .compose(rows -> {
                    Map<String, SwapSpec> found = parse(rows);
                    if (found.isEmpty()) {
                        return Future.failedFuture(new BrokerException(new BrokerFault.Unavailable("OKX lists no "
                                + currency + " perpetual swap for this account; accounts of the EEA have none")));
                    }
                    specs = found;
                    changes = changes(rows);
                    return rest.read(Endpoint.FUNDING_RATE, "ANY", Query.of("instId", "ANY"));
                })
                .onSuccess(rows -> intervals = intervals(rows))
                .mapEmpty();
        loading = started;
        started.onComplete(done -> loading = null);
        return started;
    }

    private Map<String, SwapSpec> parse(List<Row> rows) {
        Map<String, SwapSpec> found = new TreeMap<>();
        for (Row row : rows) {
            SwapSpec.parse(row)
                    .filter(spec -> spec.settle().equals(currency))
                    .ifPresent(spec -> found.put(spec.symbol().value(), spec));
        }
        return found;
    }

    private static List<Instant> changes(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> row.rows("upcChg").stream())
                .map(change -> change.timeOrNull("effTime"))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /** When OKX will next change a step or a size, as announced. */
    public Optional<Instant> nextChange(Instant now) {
        return changes.stream().filter(change -> change.isAfter(now)).findFirst();
    }

    private static Map<String, Duration> intervals(List<Row> rows) {
        Map<String, Duration> found = new TreeMap<>();
        for (Row row : rows) {
            if (row.has("fundingTime") && row.has("nextFundingTime")) {
                found.put(row.text("instId"), Duration.between(row.time("fundingTime"), row.time("nextFundingTime")));
            }
        }
        return found;
    }

    public @Nullable SwapSpec find(Symbol symbol) {
        return specs.get(symbol.value());
    }

    /** The swap with this {@code instId}; null for everything that is not a swap in the settlement currency. */
    public @Nullable SwapSpec find(String instId) {
        return specs.get(instId);
    }

    /** Time between two fundings of a swap. */
    public Duration fundingInterval(Symbol symbol) {
        return intervals.getOrDefault(symbol.value(), DEFAULT_INTERVAL);
    }

    public List<Instrument> instruments() {
        return specs.values().stream()
                .map(spec -> spec.instrument(fundingInterval(spec.symbol())))
                .toList();
    }
}
