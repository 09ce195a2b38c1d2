package io.autotrade.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.EventType;
import io.autotrade.bus.JournalEntry;
import io.autotrade.journal.Journal;
import io.autotrade.journal.Projections;
import io.autotrade.journal.Projections.Filter;
import io.autotrade.journal.Projections.Page;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The event feed and the lists that are read from the journal: orders, fills, outcomes, alerts. */
final class JournalOperations {

    static final int DEFAULT_LIMIT = 200;

    /** Entries looked at for one page when a type filter passes most of them over. */
    private static final int MAX_SCAN = 10_000;

    private final Journal journal;
    private final Projections projections;

    JournalOperations(Journal journal, Projections projections) {
        this.journal = journal;
        this.projections = projections;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "listEvents", this::events,
                "listOrders", this::orders,
                "getOrder", this::order,
                "listFills", this::fills,
                "listOutcomes", this::outcomes,
                "listAlerts", this::alerts);
    }

    private Future<Answer> events(Call call) {
        Set<String> types = types(call.query("type"));
        String decision = call.query("decision");
        String cycle = call.query("cycle");
        if (decision != null && cycle != null) {
            throw Problem.invalid(400, "cycle", cycle, "either a decision or a cycle, not both");
        }
        if (decision != null) {
            return projections.ofDecision(decision).map(entries -> answer(among(call, types, entries)));
        }
        if (cycle != null) {
            return projections.cycle(cycle).map(entries -> answer(among(call, types, entries)));
        }
        int limit = call.query("limit", DEFAULT_LIMIT);
        Feed feed = new Feed(after(call), limit, types, prompts(call));
        return (types.isEmpty() ? everything(feed) : some(feed)).map(JournalOperations::answer);
    }

    /** A page in the making. */
    private static final class Feed {
        private final ArrayNode items = Trees.array();
        private final int limit;
        private final Set<String> types;
        private final boolean prompts;
        private long position;
        private long last;

        Feed(long after, int limit, Set<String> types, boolean prompts) {
            this.position = after;
            this.limit = limit;
            this.types = types;
            this.prompts = prompts;
        }

        void add(List<JournalEntry> entries) {
            for (JournalEntry entry : entries) {
                if (items.size() == limit) {
                    return;
                }
                position = entry.seq();
                if (types.isEmpty() || types.contains(entry.type())) {
                    ObjectNode message = EventJson.publicMessage(entry);
                    items.add(prompts ? message : JournalJson.withoutPrompts(message));
                }
            }
        }
    }

    private Feed among(Call call, Set<String> types, List<JournalEntry> entries) {
        long after = after(call);
        Feed feed = new Feed(after, call.query("limit", DEFAULT_LIMIT), types, prompts(call));
        feed.add(entries.stream().filter(entry -> entry.seq() > after).toList());
        boolean whole = entries.isEmpty() || entries.getLast().seq() <= feed.position;
        feed.last = whole ? feed.position : entries.getLast().seq();
        return feed;
    }

    private Future<Feed> everything(Feed feed) {
        return journal.read(feed.position, feed.limit).map(entries -> {
            feed.add(entries);
            feed.last = Math.max(feed.position, journal.lastSeq());
            return feed;
        });
    }

    private Future<Feed> some(Feed feed) {
        long upTo = Math.min(feed.position + MAX_SCAN, journal.lastSeq());
        return journal.read(feed.position, upTo, feed.types, feed.limit).map(entries -> {
            feed.add(entries);
            if (entries.size() < feed.limit) {
                feed.position = Math.max(feed.position, upTo);
            }
            feed.last = Math.max(feed.position, journal.lastSeq());
            return feed;
        });
    }

    private static Answer answer(Feed feed) {
        String next = feed.position < feed.last ? String.valueOf(feed.position) : null;
        ObjectNode body = Trees.page(feed.items, next);
        body.put("last_seq", feed.last);
        body.put("lastSeq", feed.last);
        return Answer.ok(body);
    }

    private static boolean prompts(Call call) {
        return call.query("prompts", true);
    }

    private static long after(Call call) {
        String cursor = call.query("cursor");
        String text = cursor != null ? cursor : call.query("after");
        if (text == null) {
            return 0;
        }
        try {
            long after = Long.parseLong(text);
            if (after >= 0) {
                return after;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Problem.invalid(400, cursor != null ? "cursor" : "after", text, "a sequence number, 0 or more");
    }

    private static Set<String> types(@Nullable String text) {
        if (text == null) {
            return Set.of();
        }
        Set<String> types = Set.of(text.split(","));
        for (String type : types) {
            if (EventType.byName(type) == null) {
                String known = Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .collect(Collectors.joining(", "));
                throw Problem.invalid(400, "type", type, "some of " + known);
            }
        }
        return types;
    }

    private Future<Answer> orders(Call call) {
        return list(call, projections.orders(filter(call), call.query("cursor"), limit(call)), JournalJson::order);
    }

    private Future<Answer> order(Call call) {
        String id = call.path("clientOrderId");
        return projections.order(id).map(found -> {
            ObjectNode body = Trees.object();
            body.set("order", JournalJson.order(found.orElseThrow(() -> unknown("order", id))));
            return Answer.ok(body);
        });
    }

    private Future<Answer> fills(Call call) {
        return list(call, projections.fills(filter(call), call.query("cursor"), limit(call)), JournalJson::event);
    }

    private Future<Answer> outcomes(Call call) {
        return list(call, projections.outcomes(filter(call), call.query("cursor"), limit(call)), JournalJson::event);
    }

    private Future<Answer> alerts(Call call) {
        return list(call, projections.alerts(call.query("cursor"), limit(call)), JournalJson::event);
    }

    private static <T> Future<Answer> list(Call call, Future<Page<T>> page, Function<T, ObjectNode> shape) {
        return readable(call, page).map(found -> Answer.ok(page(found, shape)));
    }

    static <T> ObjectNode page(Page<T> page, Function<T, ObjectNode> shape) {
        ArrayNode items = Trees.array();
        page.items().forEach(item -> items.add(shape.apply(item)));
        return Trees.page(items, page.nextCursor());
    }

    /** A cursor is opaque; whether it is one of ours shows only when it is used. */
    static <T> Future<T> readable(Call call, Future<T> page) {
        String cursor = call.query("cursor");
        return page.recover(failure -> failure instanceof IllegalArgumentException && cursor != null
                ? Future.failedFuture(Problem.invalid(400, "cursor", cursor, "next_cursor of the page before"))
                : Future.failedFuture(failure));
    }

    static int limit(Call call) {
        return call.query("limit", DEFAULT_LIMIT);
    }

    static Filter filter(Call call) {
        return new Filter(
                symbol(call.query("symbol")),
                call.query("action"),
                call.query("verdict"),
                call.query("state"),
                call.time("from"),
                call.time("to"));
    }

    static @Nullable String symbol(@Nullable String text) {
        return text == null ? null : parsedSymbol(text).value();
    }

    static Symbol parsedSymbol(String text) {
        try {
            return Symbol.of(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(400, "symbol", text, "letters, digits and dashes, such as BTC-USDT-SWAP");
        }
    }

    static Problem unknown(String what, String id) {
        return Problem.of(404, "there is no " + what + " '" + Problem.shown(id) + "'");
    }
}
