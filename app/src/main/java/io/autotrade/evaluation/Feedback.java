package io.autotrade.evaluation;

import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.RuleChanged;
import io.autotrade.feedback.Calibration;
import io.autotrade.feedback.FeedbackLoop;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the journal to the feedback loop, journals what follows, and has closed trades looked at again, one at a time
 * and outside the trading cycle. Safe from any thread.
 */
public final class Feedback {

    private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);
    private static final int SHOWN_RULES = 20;

    /** Looks at a closed trade again. */
    @FunctionalInterface
    public interface Critic {

        /** @return a critique whose rule nobody has checked yet; empty when no model is to be asked. Does not fail */
        Future<Optional<CritiqueRecorded>> review(
                OutcomeRecorded trade, String rationale, List<String> rules, Instant at);
    }

    private final FeedbackLoop loop;
    private final Journal journal;
    private final RationaleOf rationales;
    private final Critic critic;
    private final InstantSource clock;
    private final Subscription committed;
    private final AtomicBoolean reviewing = new AtomicBoolean();
    private Future<?> lastTurn = Future.succeededFuture();

    /** Why a decision was made, in the words of then; empty when unknown. */
    @FunctionalInterface
    public interface RationaleOf {
        Future<String> decision(String decisionId);
    }

    /** @param loop has seen everything committed so far; from here on this object feeds it */
    public Feedback(FeedbackLoop loop, Journal journal, RationaleOf rationales, Critic critic, InstantSource clock) {
        this.loop = loop;
        this.journal = journal;
        this.rationales = rationales;
        this.critic = critic;
        this.clock = clock;
        this.committed = journal.onCommitted(this::committed);
    }

    private void committed(JournalEntry entry) {
        loop.apply(entry.event());
        if (entry.event() instanceof OutcomeRecorded) {
            measure();
            review();
        }
    }

    /** Journals what follows from closed trades for the rules; what a stop or an outage kept back is made up for. */
    public void measure() {
        inTurn(() -> write(loop.due()))
                .onFailure(e -> LOG.warn("what was learned could not be journalled: {}", e.getMessage()));
    }

    private Future<Void> write(List<? extends DomainEvent> events) {
        return events.isEmpty()
                ? Future.succeededFuture()
                : journal.append(events).mapEmpty();
    }

    /**
     * An event of a rule tells its whole state: made from a state that is about to change, it would undo that change.
     * So each is made when the one before is in the journal.
     */
    private synchronized <T> Future<T> inTurn(Supplier<Future<T>> step) {
        Future<T> turn = lastTurn.transform(before -> step.get());
        lastTurn = turn;
        return turn;
    }

    /**
     * Looks at the oldest trade nobody has looked at; goes on until none is left, no model is to be asked, or one could
     * not be looked at: the next closed trade asks again.
     */
    public void review() {
        List<OutcomeRecorded> owed = loop.uncriticised();
        if (owed.isEmpty() || !reviewing.compareAndSet(false, true)) {
            return;
        }
        OutcomeRecorded trade = owed.getFirst();
        String decision = trade.openedByDecision();
        rationales
                .decision(decision == null ? "" : decision)
                .otherwise("")
                .compose(rationale -> critic.review(trade, rationale, loop.texts(SHOWN_RULES), clock.instant()))
                .compose(critique -> critique.isEmpty()
                        ? Future.succeededFuture(false)
                        : inTurn(() -> journal.append(loop.learn(critique.get()))
                                .map(!critique.get().result().equals("failed"))))
                .onComplete(done -> {
                    reviewing.set(false);
                    if (done.failed()) {
                        LOG.warn(
                                "a critique could not be journalled: {}",
                                done.cause().getMessage());
                    } else if (done.result()) {
                        review();
                    }
                });
    }

    List<RuleChanged> inForce(int limit) {
        return loop.inForce(limit);
    }

    List<CounterfactualRecorded> observe(Map<Symbol, BigDecimal> prices, Instant now) {
        return loop.observe(prices, now);
    }

    /** How far stated confidence can be trusted, per model and prompt version; for metrics. */
    public List<Calibration.Score> scores() {
        return loop.calibration();
    }

    JsonObject calibration() {
        return new JsonObject(loop.calibrationJson().toString());
    }

    /** {action: list|pin|unpin|retire, ruleId, by}. */
    Future<JsonObject> rules(JsonObject request) {
        String action = request.getString("action", "list");
        if (action.equals("list")) {
            return Future.succeededFuture(list());
        }
        String id = request.getString("ruleId", "");
        String by = request.getString("by", "operator");
        return inTurn(() -> decide(action, id, by));
    }

    private Future<JsonObject> decide(String action, String id, String by) {
        Optional<RuleChanged> change = switch (action) {
            case "pin" -> loop.pin(id, by, clock.instant());
            case "unpin" -> loop.unpin(id, by, clock.instant());
            case "retire" -> loop.retire(id, by, clock.instant());
            default -> throw new ControlFailure(400, "action '" + action + "' is not one of list, pin, unpin, retire");
        };
        RuleChanged rule = change.orElseThrow(() -> new ControlFailure(404, "there is no learned rule '" + id + "'"));
        return journal.append(rule)
                .map(written -> list().getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(item -> item.getString("ruleId").equals(id))
                        .findFirst()
                        .orElseThrow());
    }

    private JsonObject list() {
        return new JsonObject(loop.rulesJson().toString());
    }

    public Future<Void> close() {
        committed.cancel();
        return Future.succeededFuture();
    }
}
