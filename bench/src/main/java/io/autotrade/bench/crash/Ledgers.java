package io.autotrade.bench.crash;

import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.OrderChanged;
import io.autotrade.bus.OrderIntended;
import io.autotrade.config.AppConfig;
import io.autotrade.journal.PgJournal;
import io.autotrade.journal.Verification;
import io.autotrade.portfolio.Ledger;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The journal held against what the venue says: the simulated one of its own account, or the OKX sandbox. */
public final class Ledgers {

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> fills = new HashMap<>();
    private final Set<String> forced = new HashSet<>();
    private final Set<String> intents = new HashSet<>();
    private final Map<String, String> orders = new HashMap<>();
    private final Map<String, BigDecimal> positions = new TreeMap<>();
    private final Ledger books = new Ledger();
    private long last;

    /**
     * What came of comparing.
     *
     * @param problems what was lost, doubled or differs; empty when all is well
     */
    public record Finding(int orders, int fills, long rows, List<String> problems) {}

    /** Reads journal and paper account; to be called while the service stands still. */
    static Finding compare(AppConfig.StoreConfig store) {
        return with(store, journal -> new Ledgers().compare(journal));
    }

    /** @param sandbox what the OKX sandbox answers under {@code /sandbox/state} */
    public static Finding compare(AppConfig.StoreConfig store, JsonObject sandbox) {
        return with(store, journal -> new Ledgers().compare(journal, sandbox));
    }

    private static Finding with(AppConfig.StoreConfig store, Function<PgJournal, Finding> comparison) {
        Vertx vertx = Vertx.vertx();
        try {
            PgJournal journal = PgJournal.openReadOnly(vertx, store).await();
            try {
                return comparison.apply(journal);
            } finally {
                journal.close().await();
            }
        } finally {
            vertx.close().await();
        }
    }

    private void read(PgJournal journal) {
        journal.replay(this::apply).await();
        Verification chain = journal.verify(rows -> {}).await();
        chain.findings().forEach(finding -> problems.add("chain: " + finding.message()));
        orders.forEach((id, status) -> {
            if (Set.of("INTENDED", "SENT", "UNKNOWN").contains(status)) {
                problems.add("order " + id + " is still " + status);
            }
        });
    }

    private Finding compare(PgJournal journal, JsonObject sandbox) {
        read(journal);
        new SandboxLedger(
                        fills.keySet(),
                        forced,
                        intents,
                        positions,
                        books.portfolio(Map.of(), Instant.EPOCH).cash())
                .compare(sandbox, problems);
        return new Finding(intents.size(), fills.size(), last, problems);
    }

    private Finding compare(PgJournal journal) {
        read(journal);
        var store = journal.keyValues("broker.simulated");
        JsonObject state = new JsonObject(String.valueOf(store.get("state").await()));
        venueFills(lines(store.list("fills.").await(), state.getLong("fillCount")));
        venueOrders(lines(store.list("orders.").await(), state.getLong("finishedCount")));
        venuePositions(state);
        return new Finding(intents.size(), fills.size(), last, problems);
    }

    private void apply(JournalEntry entry) {
        if (entry.seq() != ++last) {
            problems.add("row " + last + " is missing");
            last = entry.seq();
        }
        books.apply(entry.event());
        switch (entry.event()) {
            case OrderIntended intent -> intended(intent);
            case OrderChanged changed ->
                orders.put(changed.clientOrderId().value(), changed.state().name());
            case FillRecorded fill -> filled(fill);
            case ForcedCloseBooked closed -> {
                forced.add(closed.bookingId());
                move(
                        closed.symbol().value(),
                        closed.quantity(),
                        closed.side().name().equals("LONG") ? "SELL" : "BUY");
            }
            default -> {
                // says nothing about orders
            }
        }
    }

    private void intended(OrderIntended intent) {
        String id = intent.clientOrderId().value();
        if (!intents.add(id)) {
            problems.add("order " + id + " was intended twice");
        }
        if (!intent.leg().name().equals("PROTECTION")) {
            orders.putIfAbsent(id, "INTENDED");
        }
    }

    private void filled(FillRecorded fill) {
        if (fills.put(
                        fill.fillId(),
                        text(fill.symbol().value(), fill.side().name(), fill.quantity(), fill.price(), fill.fee()))
                != null) {
            problems.add("fill " + fill.fillId() + " is in the journal twice");
        }
        move(fill.symbol().value(), fill.quantity(), fill.side().name());
    }

    private void move(String symbol, BigDecimal quantity, String side) {
        positions.merge(symbol, side.equals("BUY") ? quantity : quantity.negate(), BigDecimal::add);
    }

    private static List<JsonObject> lines(Map<String, String> pieces, long count) {
        return new TreeMap<>(pieces)
                .values().stream()
                        .flatMap(piece -> piece.lines())
                        .limit(count)
                        .map(JsonObject::new)
                        .toList();
    }

    private void venueFills(List<JsonObject> venue) {
        Set<String> known = new HashSet<>();
        for (JsonObject fill : venue) {
            String id = fill.getString("fillId");
            known.add(id);
            String told = text(
                    fill.getString("symbol"),
                    fill.getString("side"),
                    decimal(fill, "quantity"),
                    decimal(fill, "price"),
                    decimal(fill, "fee"));
            if (!told.equals(fills.get(id))) {
                problems.add("fill " + id + ": the venue says " + told + ", the journal " + fills.get(id));
            }
        }
        fills.keySet().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> problems.add("the venue knows no fill " + id));
    }

    private void venueOrders(List<JsonObject> venue) {
        Set<String> entries = new HashSet<>();
        for (JsonObject order : venue) {
            String id = order.getString("id");
            if (id == null || !order.getString("origin").equals("SERVICE")) {
                continue;
            }
            if (!intents.contains(id)) {
                problems.add("the venue had order " + id + ", which was never intended");
            }
            if (!entries.add(id)) {
                problems.add("the venue had order " + id + " twice");
            }
        }
    }

    private void venuePositions(JsonObject state) {
        Map<String, BigDecimal> venue = new TreeMap<>();
        state.getJsonArray("holdings").forEach(item -> {
            JsonObject holding = (JsonObject) item;
            BigDecimal quantity = decimal(holding, "quantity");
            venue.put(
                    holding.getString("symbol"),
                    holding.getString("side").equals("LONG") ? quantity : quantity.negate());
        });
        venue.values().removeIf(quantity -> quantity.signum() == 0);
        positions.values().removeIf(quantity -> quantity.signum() == 0);
        if (!stripped(venue).equals(stripped(positions))) {
            problems.add("the venue holds " + venue + ", the journal says " + positions);
        }
    }

    private static Map<String, String> stripped(Map<String, BigDecimal> quantities) {
        Map<String, String> texts = new TreeMap<>();
        quantities.forEach((symbol, quantity) ->
                texts.put(symbol, quantity.stripTrailingZeros().toPlainString()));
        return texts;
    }

    private static BigDecimal decimal(JsonObject json, String key) {
        return new BigDecimal(String.valueOf(json.getValue(key)));
    }

    private static String text(String symbol, String side, BigDecimal quantity, BigDecimal price, BigDecimal fee) {
        return String.join(
                " ",
                symbol,
                side,
                quantity.stripTrailingZeros().toPlainString(),
                price.stripTrailingZeros().toPlainString(),
                fee.stripTrailingZeros().toPlainString());
    }
}
