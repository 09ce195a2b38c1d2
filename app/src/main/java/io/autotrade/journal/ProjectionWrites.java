package io.autotrade.journal;

import static io.autotrade.journal.Insert.Column.BIGINT;
import static io.autotrade.journal.Insert.Column.BOOLEAN;
import static io.autotrade.journal.Insert.Column.TEXT;
import static io.autotrade.journal.Insert.Column.TIME;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.ApprovalRecorded;
import io.autotrade.bus.BrokerHandOver;
import io.autotrade.bus.ConfigChanged;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.CycleEnded;
import io.autotrade.bus.CycleStarted;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OrderStatus;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.ProtectionChanged;
import io.autotrade.bus.ReconciliationDifference;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.SchedulerChanged;
import io.autotrade.bus.TradingStateChanged;
import io.autotrade.bus.TransferBooked;
import io.autotrade.bus.VerdictGiven;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns journal rows into the rows of the projections. */
final class ProjectionWrites {

    private final Insert decisions = new Insert("""
            insert into decisions (decision_id, seq, cycle_id, symbol, action, ts, verdict, verdict_seq)
            select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                $7::text[], $8::bigint[])
            on conflict (decision_id) do update set seq = excluded.seq, cycle_id = excluded.cycle_id,
                symbol = excluded.symbol, action = excluded.action, ts = excluded.ts,
                verdict = coalesce(excluded.verdict, decisions.verdict),
                verdict_seq = coalesce(excluded.verdict_seq, decisions.verdict_seq)""", TEXT, BIGINT, TEXT, TEXT, TEXT, TIME, TEXT, BIGINT);
    private final Insert verdicts = new Insert("""
            update decisions set verdict = v.verdict, verdict_seq = v.seq
            from unnest($1::text[], $2::bigint[], $3::text[]) as v (decision_id, seq, verdict)
            where decisions.decision_id = v.decision_id""", TEXT, BIGINT, TEXT);
    private final Insert advice = new Insert("""
            insert into advice (cycle_id, seq) select * from unnest($1::text[], $2::bigint[])
            on conflict (cycle_id) do update set seq = excluded.seq""", TEXT, BIGINT);
    private final Insert orders = new Insert("""
            insert into orders (client_order_id, first_seq, intent_seq, latest_seq, decision_id, symbol, state,
                unresolved, ts)
            select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[],
                $7::text[], $8::boolean[], $9::timestamptz[])
            on conflict (client_order_id) do update set
                intent_seq = coalesce(orders.intent_seq, excluded.intent_seq),
                latest_seq = coalesce(excluded.latest_seq, orders.latest_seq),
                decision_id = coalesce(orders.decision_id, excluded.decision_id),
                state = excluded.state, unresolved = excluded.unresolved""", TEXT, BIGINT, BIGINT, BIGINT, TEXT, TEXT, TEXT, BOOLEAN, TIME);
    private final Insert intents = new Insert(
            "insert into intents (client_order_id, seq) select * from unnest($1::text[], $2::bigint[])", TEXT, BIGINT);
    private final Insert fills = new Insert("""
            insert into fills (fill_id, seq, symbol, decision_id, client_order_id, ts)
            select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])""", TEXT, BIGINT, TEXT, TEXT, TEXT, TIME);
    private final Insert bookings = new Insert("""
            insert into bookings (booking_id, seq, kind, symbol, ts)
            select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[])""", TEXT, BIGINT, TEXT, TEXT, TIME);
    private final Insert outcomes = new Insert("""
            insert into outcomes (outcome_id, seq, symbol, opened_by, closed_by, ts)
            select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])""", TEXT, BIGINT, TEXT, TEXT, TEXT, TIME);
    private final Insert counterfactuals = new Insert("""
            insert into counterfactuals (counterfactual_id, seq, decision_id)
            select * from unnest($1::text[], $2::bigint[], $3::text[])""", TEXT, BIGINT, TEXT);
    private final Insert alerts = new Insert("""
            insert into alerts (seq, severity, code, ts)
            select * from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[])""", BIGINT, TEXT, TEXT, TIME);
    private final Insert rules = new Insert("""
            insert into rules (rule_id, seq) select * from unnest($1::text[], $2::bigint[])
            on conflict (rule_id) do update set seq = excluded.seq""", TEXT, BIGINT);
    private final Insert equity = new Insert(
            "insert into equity (seq, ts) select * from unnest($1::bigint[], $2::timestamptz[])", BIGINT, TIME);

    /** All statements; some may have no rows. No two touch the same row, so their order does not matter. */
    List<Insert> statements() {
        return List.of(
                decisions,
                verdicts,
                advice,
                orders,
                intents,
                fills,
                bookings,
                outcomes,
                counterfactuals,
                alerts,
                rules,
                equity);
    }

    void add(EventRow row) {
        long seq = row.seq();
        switch (row.event()) {
            case DecisionMade e -> addDecision(row, e);
            case VerdictGiven e -> addVerdict(seq, e);
            case AdviceReceived e -> advice.put(e.cycleId(), e.cycleId(), seq);
            case OrderIntended e -> addIntent(row, e);
            case OrderChanged e -> addOrder(row, e);
            case FillRecorded e ->
                fills.put(
                        e.fillId(),
                        e.fillId(),
                        seq,
                        e.symbol().value(),
                        e.decisionId(),
                        text(e.clientOrderId()),
                        row.ts());
            case FundingBooked e -> addBooking(row, e.bookingId(), e.symbol());
            case ForcedCloseBooked e -> addBooking(row, e.bookingId(), e.symbol());
            case TransferBooked e -> addBooking(row, e.bookingId(), null);
            case OutcomeRecorded e ->
                outcomes.put(
                        e.outcomeId(),
                        e.outcomeId(),
                        seq,
                        e.symbol().value(),
                        e.openedByDecision(),
                        e.closedByDecision(),
                        row.ts());
            case CounterfactualRecorded e -> counterfactuals.put(seq, Identity.counterfactual(e), seq, e.decisionId());
            case AlertRaised e -> alerts.put(seq, seq, lower(e.severity()), e.code(), row.ts());
            case RuleChanged e -> rules.put(e.ruleId(), e.ruleId(), seq);
            case PortfolioMarked e -> equity.put(seq, seq, row.ts());
            case AccountOpened e -> nothing();
            case ApprovalRecorded e -> nothing();
            case BrokerHandOver e -> nothing();
            case ConfigChanged e -> nothing();
            case CritiqueRecorded e -> nothing();
            case CycleEnded e -> nothing();
            case CycleStarted e -> nothing();
            case ProtectionChanged e -> nothing();
            case ReconciliationDifference e -> nothing();
            case SchedulerChanged e -> nothing();
            case TradingStateChanged e -> nothing();
        }
    }

    private void addDecision(EventRow row, DecisionMade event) {
        String id = event.decision().decisionId();
        @Nullable Object @Nullable [] verdict = verdicts.remove(id);
        decisions.put(
                id,
                id,
                row.seq(),
                event.cycleId(),
                event.decision().symbol().value(),
                event.decision().action().wireName(),
                row.ts(),
                verdict == null ? null : verdict[2],
                verdict == null ? null : verdict[1]);
    }

    /** Joins the row of its decision when that is written with it: one row must not be touched twice. */
    private void addVerdict(long seq, VerdictGiven event) {
        @Nullable Object @Nullable [] decision = decisions.get(event.decisionId());
        if (decision == null) {
            verdicts.put(
                    event.decisionId(), event.decisionId(), seq, event.outcome().wireName());
        } else {
            decision[6] = event.outcome().wireName();
            decision[7] = seq;
        }
    }

    private void addBooking(EventRow row, String id, @Nullable Symbol symbol) {
        bookings.put(id, id, row.seq(), row.type().wireName(), symbol == null ? null : symbol.value(), row.ts());
    }

    private void addIntent(EventRow row, OrderIntended event) {
        intents.put(event.clientOrderId(), event.clientOrderId().value(), row.seq());
        orders.put(
                event.clientOrderId(),
                event.clientOrderId().value(),
                row.seq(),
                row.seq(),
                null,
                event.decisionId(),
                event.symbol().value(),
                OrderStatus.INTENDED.wireName(),
                OrderStatus.INTENDED.isUnresolved(),
                row.ts());
    }

    private void addOrder(EventRow row, OrderChanged event) {
        @Nullable Object @Nullable [] earlier = orders.get(event.clientOrderId());
        orders.put(
                event.clientOrderId(),
                event.clientOrderId().value(),
                earlier == null ? row.seq() : earlier[1],
                earlier == null ? null : earlier[2],
                row.seq(),
                earlier == null || earlier[4] == null ? event.decisionId() : earlier[4],
                event.symbol().value(),
                event.state().wireName(),
                event.state().isUnresolved(),
                earlier == null ? row.ts() : earlier[8]);
    }

    /** Kept in the journal alone. */
    private static void nothing() {}

    private static @Nullable String text(@Nullable ClientOrderId id) {
        return id == null ? null : id.value();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
