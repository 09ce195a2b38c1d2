package io.autotrade;

import io.autotrade.broker.BrokerProvider;
import io.autotrade.broker.Environment;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.BrokerHandOver;
import io.autotrade.bus.BrokerHandOver.Step;
import io.autotrade.bus.DomainEvent;
import io.autotrade.execution.AccountTaking;
import io.autotrade.execution.Departure;
import io.autotrade.execution.Departure.OpenPositions;
import io.autotrade.execution.HandOverRefused;
import io.autotrade.execution.Reconciler;
import io.autotrade.execution.Venue;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hand-over from the broker that trades to another, from its beginning to its end; see
 * docs/adr/0007-handing-trading-over.md. Runs on a thread that may wait.
 *
 * <pre>
 *   BEGUN --&gt; READY --&gt; QUIET --&gt; COMPLETED
 *      \---------\---------\----&gt; FAILED
 * </pre>
 *
 * Until the row COMPLETED is durable the old broker is the one that trades, whatever happens.
 */
final class HandOver {

    /**
     * What is asked for.
     *
     * @param by name of the operator, or {@code file}
     */
    record Wanted(BrokerProvider to, OpenPositions positions, String by) {}

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
    private static final long AGAIN_MILLIS = 1_000;

    private final Foundation foundation;
    private final Desks desks;
    private final ActiveBroker old;
    private final Wanted wanted;
    private final BooleanSupplier stopping;
    private final Patience patience;
    private final String id = UUID.randomUUID().toString();

    /** Whether the old broker has noticed anything yet. */
    private boolean touched;

    /** @param stopping whether the service stops, which ends all waiting */
    HandOver(Foundation foundation, Desks desks, ActiveBroker old, Wanted wanted, BooleanSupplier stopping) {
        this.foundation = foundation;
        this.desks = desks;
        this.old = old;
        this.wanted = wanted;
        this.stopping = stopping;
        patience = new Patience(
                wanted.to().id(), foundation.config().get().plugins().answerWithin());
    }

    /**
     * Hands over.
     *
     * @return the broker that trades now; its evaluation has not begun
     * @throws HandOverRefused when the old broker trades on, with the reason
     */
    ActiveBroker run() {
        note(Step.BEGUN, List.of());
        try {
            refuseWithoutApproval();
            look();
            return sameAccount() ? replace() : change();
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private boolean sameAccount() {
        return wanted.to().id().equals(from());
    }

    private String from() {
        return old.provider().id();
    }

    private void refuseWithoutApproval() {
        if (wanted.to().environment() == Environment.LIVE) {
            List<String> missing = foundation.live().missing();
            if (!missing.isEmpty()) {
                throw new HandOverRefused(
                        wanted.to().id() + " trades real money and stays locked: " + String.join("; ", missing));
            }
        }
    }

    private Departure departure() {
        return new Departure(foundation.vertx(), old.desk(), wanted.positions());
    }

    /** Before anything is touched. */
    private void look() {
        if (wanted.positions() == OpenPositions.ADOPT && !sameAccount()) {
            // what the old account holds stays there and would be nobody's business
            onDesk(() -> new Departure(foundation.vertx(), old.desk(), OpenPositions.FLAT).look());
        } else {
            onDesk(departure()::look);
        }
    }

    /** To another account: the new broker is opened and looked at while the old one still trades. */
    private ActiveBroker change() {
        Venue venue = open();
        try {
            AccountTaking taking =
                    new AccountTaking(venue, foundation.journal().keyValues(Reconciler.owner(venue.brokerId())));
            List<String> obstacles = patience.ask(
                    "when it was asked for its orders and positions",
                    () -> taking.obstacles(wanted.positions() == OpenPositions.ADOPT),
                    late -> {});
            if (!obstacles.isEmpty()) {
                throw new HandOverRefused(String.join("; ", obstacles));
            }
            note(Step.READY, List.of(venue.brokerId() + " answers"));
            leave(wanted.positions() == OpenPositions.CLOSE ? OpenPositions.CLOSE : OpenPositions.FLAT);
            AccountOpened opened = patience.ask(
                    "when it was asked what the account holds",
                    () -> taking.read(old.desk().clock().instant()),
                    late -> {});
            refuseSurprises(opened);
            commit(opened);
        } catch (RuntimeException e) {
            patience.close("the new broker", venue.broker().close());
            throw e;
        }
        return taken(venue);
    }

    /** One that opens when nobody waits for it any more is closed again. */
    private Venue open() {
        return patience.ask(
                "when it was to be opened",
                () -> desks.open(wanted.to()),
                late -> patience.close(
                        "the broker that opened too late", late.broker().close()));
    }

    /** A position that came up while the old broker was left was not looked at. */
    private void refuseSurprises(AccountOpened opened) {
        if (wanted.positions() != OpenPositions.ADOPT && !opened.taken().isEmpty()) {
            throw new HandOverRefused(opened.brokerId() + " holds positions that were not there before: "
                    + opened.taken().stream().map(AccountOpened.Adopted::symbol).toList());
        }
    }

    /** The same account through another version of the plugin: two at once would quarrel, so the old closes first. */
    private ActiveBroker replace() {
        leave(wanted.positions());
        patience.close("the old version of the plugin", old.desk().close());
        Venue venue;
        try {
            venue = open();
        } catch (RuntimeException e) {
            throw reopened(e);
        }
        try {
            commit(null);
        } catch (RuntimeException e) {
            patience.close("the new version of the plugin", venue.broker().close());
            throw reopened(e);
        }
        return taken(venue);
    }

    /** The account must not be left alone: its old plugin is opened again, however often that takes. */
    private Reopened reopened(RuntimeException why) {
        LOG.error("the new version of {} does not take over, the old one is opened again", from(), why);
        while (true) {
            try {
                return new Reopened(desks.over(old.provider(), desks.open(old.provider())), StartFailure.reason(why));
            } catch (RuntimeException e) {
                LOG.error("the old version of {} does not open yet: {}", from(), e.getMessage());
                if (stopping.getAsBoolean()) {
                    throw e;
                }
                foundation.vertx().timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).await();
            }
        }
    }

    private void leave(OpenPositions positions) {
        touched = true;
        old.evaluation().hold().await();
        old.evaluation().handingOver(text()).await();
        Departure departure = new Departure(foundation.vertx(), old.desk(), positions);
        onDesk(() -> note(
                Step.QUIET, departure.becomeQuiet("hand-over to " + wanted.to().id())));
        old.desk().detach();
        onDesk(departure::settle);
    }

    private String text() {
        return sameAccount()
                ? from() + " is taken over by a new version of its plugin"
                : from() + " hands over to " + wanted.to().id();
    }

    /** From here on the new broker trades, also after a crash. */
    private void commit(@Nullable AccountOpened opened) {
        BrokerHandOver completed = step(Step.COMPLETED, List.of());
        try {
            foundation
                    .journal()
                    .append(opened == null ? List.of(completed) : List.of(opened, completed))
                    .await();
        } catch (RuntimeException e) {
            if (!isCompleted()) {
                throw e;
            }
        }
        foundation.live().trades(wanted.to().environment());
    }

    /** Whether the journal tells of the end, whatever the write of it answered. */
    private boolean isCompleted() {
        return foundation
                .books()
                .handOver()
                .filter(last -> last.handOverId().equals(id) && last.step() == Step.COMPLETED)
                .isPresent();
    }

    /** The old broker has done its part; nothing that fails here changes who trades. */
    private ActiveBroker taken(Venue venue) {
        LOG.warn("{}: done", text());
        return desks.over(wanted.to(), venue);
    }

    /** When the new broker trades. */
    void tellOfTheEnd() {
        tell(
                AlertRaised.Severity.INFO,
                AlertCode.BROKER_CHANGED,
                "trading goes on through " + wanted.to().id() + ", asked for by " + wanted.by());
    }

    /** Closes what the old broker still holds; the new one evaluates by then. */
    void closeOld() {
        patience.close("the evaluation of the old broker", old.rest());
        if (!sameAccount()) {
            patience.close("the old broker", old.desk().close());
        }
    }

    private RuntimeException failed(RuntimeException cause) {
        String reason = cause instanceof HandOverRefused || cause instanceof Reopened
                ? String.valueOf(cause.getMessage())
                : StartFailure.reason(cause);
        LOG.error("{} does not take over from {}: {}", wanted.to().id(), from(), reason, cause);
        if (touched && !(cause instanceof Reopened)) {
            old.desk().attach();
            old.evaluation().handingOver(null).onFailure(e -> LOG.warn("the state follows later: {}", e.getMessage()));
            old.evaluation().release();
        }
        tell(step(Step.FAILED, List.of(reason)));
        tell(
                AlertRaised.Severity.WARNING,
                AlertCode.HAND_OVER_FAILED,
                from() + " trades on; " + wanted.to().id() + " did not take over: " + reason);
        return cause instanceof Reopened ? cause : new HandOverRefused(reason);
    }

    /** The old plugin trades on, with a broker that had to be opened anew. */
    static final class Reopened extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ActiveBroker again;

        Reopened(ActiveBroker again, String reason) {
            super(reason);
            this.again = again;
        }

        ActiveBroker again() {
            return again;
        }
    }

    private void onDesk(Runnable action) {
        old.evaluation()
                .onDesk(() -> {
                    action.run();
                    return true;
                })
                .await();
    }

    private void note(Step step, List<String> detail) {
        foundation.journal().append(step(step, detail)).await();
    }

    private BrokerHandOver step(Step step, List<String> detail) {
        return new BrokerHandOver(
                id,
                step,
                from(),
                wanted.to().id(),
                foundation.config().get().trading().brokerType(),
                detail,
                wanted.by(),
                old.desk().clock().instant());
    }

    private void tell(AlertRaised.Severity severity, AlertCode code, String message) {
        tell(code.raised(severity, message, null, old.desk().clock().instant()));
    }

    private void tell(DomainEvent event) {
        old.desk().facts().record(List.of(event));
    }
}
