package io.autotrade.evaluation;

import io.autotrade.broker.Environment;
import io.autotrade.broker.Subscription;
import io.autotrade.bus.ApprovalRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.config.AppConfig;
import io.autotrade.config.AppConfig.LiveProfile;
import io.autotrade.config.HttpConfig;
import io.autotrade.config.TradingConfig;
import io.autotrade.journal.Journal;
import io.autotrade.risk.LiveLimits;
import io.autotrade.risk.LiveLock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the lock of live trading and takes approvals; see {@link LiveLock}. Safe from any thread. */
public final class LiveTrading {

    private static final int DEFAULT_DAYS = 30;

    private final Supplier<AppConfig> config;
    private final InstantSource wallClock;
    private final LiveLock lock = new LiveLock();
    private @Nullable Journal journal;
    private @Nullable Subscription committed;
    private Environment environment = Environment.PAPER;

    public LiveTrading(Supplier<AppConfig> config, InstantSource wallClock) {
        this.config = config;
        this.wallClock = wallClock;
    }

    /** Folds one entry of the journal. */
    public synchronized void apply(JournalEntry entry) {
        lock.apply(entry.event());
    }

    /**
     * Follows the journal from here on.
     *
     * @param environment of the broker that trades
     */
    public synchronized void attach(Journal to, Environment environment) {
        this.journal = to;
        this.environment = environment;
        this.committed = to.onCommitted(this::apply);
    }

    /** Another broker trades from here on. */
    public synchronized void trades(Environment now) {
        this.environment = now;
    }

    /** What is missing before real money may be traded, one sentence each; empty when it may. */
    public synchronized List<String> missing() {
        AppConfig now = config.get();
        List<String> missing = new ArrayList<>(lock.missing(now.live(), wallClock.instant()));
        if (now.http().auth() == HttpConfig.Auth.OFF) {
            missing.add("http.auth: token; off is not allowed with real money");
        }
        return missing;
    }

    /** As {@link #missing}, but empty where no real money is traded. */
    List<String> missingNow() {
        return environment == Environment.LIVE ? missing() : List.of();
    }

    /** The limits in force: where real money is traded none is looser than what was approved. */
    TradingConfig held(TradingConfig trading, BigDecimal equity) {
        LiveProfile profile = config.get().live();
        return environment == Environment.LIVE && profile != null
                ? LiveLimits.tightened(trading, profile, equity)
                : trading;
    }

    /** {locked, missing, environment, profile, approved_until, approved_by, waiting}. */
    synchronized JsonObject status() {
        Instant now = wallClock.instant();
        List<String> missing = missing();
        LiveProfile profile = config.get().live();
        Instant until = profile == null ? null : lock.until(profile, now);
        JsonArray waiting = new JsonArray();
        for (ApprovalRecorded approval : lock.waiting(now)) {
            waiting.add(new JsonObject()
                    .put("operator", approval.operator())
                    .put("terms", json(approval.terms()))
                    .put("at", approval.at().toString())
                    .put("expires_at", approval.expiresAt().toString())
                    .put("second_until", approval.at().plus(LiveLock.WINDOW).toString()));
        }
        return new JsonObject()
                .put("environment", environment.name())
                .put("locked", !missing.isEmpty())
                .put("missing", new JsonArray(missing))
                .put("profile", profile == null ? null : json(profile.terms()))
                .put("approved_until", until == null ? null : until.toString())
                .put("approved_by", new JsonArray(until == null ? List.of() : lock.grantedBy()))
                .put("waiting", waiting);
    }

    private static JsonObject json(Map<String, String> terms) {
        JsonObject json = new JsonObject();
        new TreeMap<>(terms).forEach(json::put);
        return json;
    }

    /**
     * Journals an approval whose typed terms are those of the profile.
     *
     * @throws ControlFailure 409 when there is nothing that could be approved, 422 when something else was typed
     */
    Future<JsonObject> approve(JsonObject request) {
        ApprovalRecorded approval = approval(request);
        return write(approval).map(written -> status());
    }

    private synchronized ApprovalRecorded approval(JsonObject request) {
        LiveProfile profile = config.get().live();
        if (profile == null) {
            throw new ControlFailure(409, "there is nothing to approve: the configuration has no section live");
        }
        Map<String, String> wanted = profile.terms();
        Map<String, String> typed = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (String term : new TreeMap<>(wanted).keySet()) {
            String text = text(request.getValue(term));
            typed.put(term, text);
            if (!text.equals(wanted.get(term))) {
                wrong.add(term + " '" + shown(text) + "' is not the '" + wanted.get(term) + "' of the configuration");
            }
        }
        if (!wrong.isEmpty()) {
            throw new ControlFailure(422, String.join("; ", wrong));
        }
        List<String> tooMuch = lock.tooMuch(profile);
        if (!tooMuch.isEmpty()) {
            throw new ControlFailure(409, "this needs " + String.join("; ", tooMuch));
        }
        int days = request.getInteger("days", DEFAULT_DAYS);
        if (days < 1 || days > LiveLock.LONGEST.toDays()) {
            throw new ControlFailure(422, "days must be 1 to " + LiveLock.LONGEST.toDays() + ", was " + days);
        }
        Instant now = wallClock.instant();
        return new ApprovalRecorded(
                LiveLock.SUBJECT, request.getString("by", ""), typed, now.plus(Duration.ofDays(days)), now);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number when !Double.isFinite(number) -> number.toString();
            case Number number -> LiveProfile.plain(new BigDecimal(number.toString()));
            default -> value.toString();
        };
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 40 ? line.substring(0, 40) + "..." : line;
    }

    /** Takes all approvals back; real money is not traded any more from here on. */
    Future<JsonObject> revoke(JsonObject request) {
        Instant now = wallClock.instant();
        return write(new ApprovalRecorded(
                        LiveLock.REVOKED,
                        request.getString("by", ""),
                        Map.of("reason", shown(request.getString("reason", ""))),
                        now,
                        now))
                .map(written -> status());
    }

    private Future<?> write(ApprovalRecorded approval) {
        Journal to = journal;
        return to == null
                ? Future.failedFuture(new ControlFailure(503, "the journal is not open yet"))
                : to.append(approval);
    }

    /** Follows no more. */
    public synchronized Future<Void> close() {
        if (committed != null) {
            committed.cancel();
        }
        return Future.succeededFuture();
    }
}
