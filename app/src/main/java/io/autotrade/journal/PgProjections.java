package io.autotrade.journal;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.AlertRaised;
import io.autotrade.bus.CounterfactualRecorded;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.EventType;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.RuleChanged;
import io.autotrade.bus.VerdictGiven;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Projections} on PostgreSQL. A projection row names its journal row; the payload is read from there. */
final class PgProjections implements Projections {

    private static final int MAX_PAGE = 1000;

    private static final String DECISIONS = """
            select d.seq, j.payload, v.payload, a.payload from decisions d
            join journal j on j.seq = d.seq
            left join journal v on v.seq = d.verdict_seq
            left join advice on advice.cycle_id = d.cycle_id
            left join journal a on a.seq = advice.seq""";
    private static final String ORDERS = """
            select o.first_seq, o.unresolved, o.client_order_id, i.payload from orders o
            left join journal i on i.seq = o.intent_seq""";
    private static final String FILLS = "select f.seq, j.payload from fills f join journal j on j.seq = f.seq";
    private static final String OUTCOMES = "select o.seq, j.payload from outcomes o join journal j on j.seq = o.seq";
    private static final String COUNTERFACTUALS =
            "select c.seq, j.payload from counterfactuals c join journal j on j.seq = c.seq";

    private final Pool pool;
    private final JournalReader reader;

    PgProjections(Pool pool, JournalReader reader) {
        this.pool = pool;
        this.reader = reader;
    }

    @Override
    public Future<Page<DecisionView>> decisions(Filter filter, @Nullable String cursor, int limit) {
        return paged(cursor, limit, (place, count) -> {
            Query query = new Query(DECISIONS)
                    .and("d.seq < ?", place.seq())
                    .and("d.symbol = ?", filter.symbol())
                    .and("d.action = ?", filter.action())
                    .and("d.verdict = ?", filter.verdict())
                    .and("d.ts >= ?", filter.from())
                    .and("d.ts < ?", filter.to())
                    .append(" order by d.seq desc limit ?", count);
            return rows(query).compose(rows -> decisionViews(rows).map(views -> page(rows, views, limit)));
        });
    }

    @Override
    public Future<Optional<DecisionChain>> decision(String decisionId) {
        return rows(new Query(DECISIONS).and("d.decision_id = ?", decisionId))
                .compose(this::decisionViews)
                .compose(views -> views.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : chain(decisionId, views.getFirst()).map(Optional::of));
    }

    private Future<DecisionChain> chain(String id, DecisionView view) {
        Future<List<OrderView>> orders = rows(new Query(ORDERS)
                        .and("o.decision_id = ?", id)
                        .append(" order by o.first_seq"))
                .compose(this::orderViews);
        Future<List<FillRecorded>> fills =
                all(new Query(FILLS).and("f.decision_id = ?", id).append(" order by f.seq"), FillRecorded.class);
        Future<List<OutcomeRecorded>> outcomes = all(
                new Query(OUTCOMES)
                        .and("(o.opened_by = ? or o.closed_by = ?)", id)
                        .append(" order by o.seq"),
                OutcomeRecorded.class);
        Future<List<CounterfactualRecorded>> counterfactuals = all(
                new Query(COUNTERFACTUALS).and("c.decision_id = ?", id).append(" order by c.seq"),
                CounterfactualRecorded.class);
        return Future.all(orders, fills, outcomes, counterfactuals)
                .map(done -> new DecisionChain(
                        view, orders.result(), fills.result(), outcomes.result(), counterfactuals.result()));
    }

    private Future<List<DecisionView>> decisionViews(List<Row> rows) {
        String advice = EventType.ADVICE.wireName();
        List<JournalReader.Stored> stored = new ArrayList<>();
        for (Row row : rows) {
            if (row.getString(3) != null) {
                stored.add(new JournalReader.Stored(advice, row.getString(3)));
            }
        }
        return reader.texts(stored).map(texts -> {
            Map<String, AdviceReceived> read = new HashMap<>();
            return rows.stream()
                    .map(row -> new DecisionView(
                            EventJson.read(row.getString(1), DecisionMade.class),
                            row.getString(3) == null
                                    ? null
                                    : read.computeIfAbsent(row.getString(3), json ->
                                            (AdviceReceived) StoredPayload.event(advice, json, texts)),
                            row.getString(2) == null ? null : EventJson.read(row.getString(2), VerdictGiven.class)))
                    .toList();
        });
    }

    @Override
    public Future<Page<OrderView>> orders(Filter filter, @Nullable String cursor, int limit) {
        return paged(cursor, limit, (place, count) -> {
            Query query = new Query(ORDERS)
                    .and("(o.unresolved::int, o.first_seq) < (" + place.group() + ", ?)", place.seq())
                    .and("o.symbol = ?", filter.symbol())
                    .and("o.state = ?", filter.state())
                    .and("o.ts >= ?", filter.from())
                    .and("o.ts < ?", filter.to())
                    .append(" order by o.unresolved::int desc, o.first_seq desc limit ?", count);
            return rows(query).compose(rows -> orderViews(rows).map(views -> page(rows, views, limit)));
        });
    }

    @Override
    public Future<Optional<OrderView>> order(String clientOrderId) {
        return rows(new Query(ORDERS).and("o.client_order_id = ?", clientOrderId))
                .compose(this::orderViews)
                .map(views -> views.stream().findFirst());
    }

    private Future<List<OrderView>> orderViews(List<Row> rows) {
        if (rows.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        String[] ids = rows.stream().map(row -> row.getString(2)).toArray(String[]::new);
        return JournalReader.readable(
                        pool.preparedQuery("""
                        select client_order_id, payload from journal
                        where client_order_id = any($1) and type = 'order' order by seq""").execute(Tuple.tuple().addArrayOfString(ids)))
                .map(changes -> {
                    Map<String, List<OrderChanged>> timelines = new HashMap<>();
                    changes.forEach(change -> timelines
                            .computeIfAbsent(change.getString(0), id -> new ArrayList<>())
                            .add(EventJson.read(change.getString(1), OrderChanged.class)));
                    return rows.stream().map(row -> orderView(row, timelines)).toList();
                });
    }

    private static OrderView orderView(Row row, Map<String, List<OrderChanged>> timelines) {
        List<OrderChanged> timeline = timelines.getOrDefault(row.getString(2), List.of());
        return new OrderView(
                row.getString(3) == null ? null : EventJson.read(row.getString(3), OrderIntended.class),
                timeline.isEmpty() ? null : timeline.getLast(),
                timeline);
    }

    @Override
    public Future<Page<FillRecorded>> fills(Filter filter, @Nullable String cursor, int limit) {
        return events(FILLS, "f", filter, cursor, limit, FillRecorded.class);
    }

    @Override
    public Future<Page<OutcomeRecorded>> outcomes(Filter filter, @Nullable String cursor, int limit) {
        return events(OUTCOMES, "o", filter, cursor, limit, OutcomeRecorded.class);
    }

    private <T extends DomainEvent> Future<Page<T>> events(
            String select, String table, Filter filter, @Nullable String cursor, int limit, Class<T> type) {
        return paged(cursor, limit, (place, count) -> {
            Query query = new Query(select)
                    .and(table + ".seq < ?", place.seq())
                    .and(table + ".symbol = ?", filter.symbol())
                    .and(table + ".ts >= ?", filter.from())
                    .and(table + ".ts < ?", filter.to())
                    .append(" order by " + table + ".seq desc limit ?", count);
            return rows(query).map(rows -> page(rows, events(rows, type), limit));
        });
    }

    @Override
    public Future<Page<AlertRaised>> alerts(@Nullable String cursor, int limit) {
        return paged(cursor, limit, (place, count) -> {
            Query query = new Query("select a.seq, j.payload from alerts a join journal j on j.seq = a.seq")
                    .and("a.seq < ?", place.seq())
                    .append(" order by a.seq desc limit ?", count);
            return rows(query).map(rows -> page(rows, events(rows, AlertRaised.class), limit));
        });
    }

    @Override
    public Future<List<RuleChanged>> rules() {
        return all(
                new Query("select r.seq, j.payload from rules r join journal j on j.seq = r.seq order by r.rule_id"),
                RuleChanged.class);
    }

    @Override
    public Future<List<PortfolioMarked>> equity(@Nullable Instant from, int maxPoints) {
        if (maxPoints < 2) {
            return Future.failedFuture(new IllegalArgumentException("maxPoints must be at least 2"));
        }
        Query query = new Query("""
                with points as (
                    select seq, row_number() over (order by seq) - 1 as i, count(*) over () as n
                    from (select seq, ts from equity
                        where seq > coalesce((select max(seq) from journal where type = 'account'), -1)) as account""").and("ts >= ?", from).append("""
                        )
                        select points.seq, j.payload from points join journal j on j.seq = points.seq
                        where n <= ? or i = 0 or i * (? - 1) / (n - 1) > (i - 1) * (? - 1) / (n - 1)
                        order by points.seq""", (long) maxPoints);
        return all(query, PortfolioMarked.class);
    }

    @Override
    public Future<List<JournalEntry>> cycle(String cycleId) {
        return reader.cycle(cycleId);
    }

    @Override
    public Future<List<JournalEntry>> ofDecision(String decisionId) {
        return reader.ofDecision(decisionId);
    }

    /** One page of a list: from where, and how many rows to read (one more than is shown). */
    private interface Reading<T> {
        Future<Page<T>> read(Cursor place, int count);
    }

    private static <T> Future<Page<T>> paged(@Nullable String cursor, int limit, Reading<T> reading) {
        if (limit < 1 || limit > MAX_PAGE) {
            return Future.failedFuture(new IllegalArgumentException("limit must be 1 to " + MAX_PAGE));
        }
        try {
            return reading.read(Cursor.parse(cursor), limit + 1);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    private static <T> Page<T> page(List<Row> rows, List<T> items, int limit) {
        if (items.size() <= limit) {
            return new Page<>(items, null);
        }
        Row last = rows.get(limit - 1);
        int group = "unresolved".equals(last.getColumnName(1)) && last.getBoolean(1) ? 1 : 0;
        return new Page<>(items.subList(0, limit), new Cursor(group, last.getLong(0)).text());
    }

    private <T extends DomainEvent> Future<List<T>> all(Query query, Class<T> type) {
        return rows(query).map(rows -> events(rows, type));
    }

    private static <T extends DomainEvent> List<T> events(List<Row> rows, Class<T> type) {
        Function<Row, T> read = row -> EventJson.read(row.getString(1), type);
        return rows.stream().map(read).toList();
    }

    private Future<List<Row>> rows(Query query) {
        return JournalReader.readable(pool.preparedQuery(query.sql()).execute(query.parameters()))
                .map(found -> {
                    List<Row> rows = new ArrayList<>();
                    found.forEach(rows::add);
                    return rows;
                });
    }
}
