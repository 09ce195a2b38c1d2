package io.autotrade.okx.account;

import io.autotrade.broker.Page;
import io.autotrade.okx.model.Row;
import io.autotrade.okx.rest.Endpoint;
import io.autotrade.okx.rest.Query;
import io.vertx.core.Future;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A list that OKX keeps newest first under bill ids, turned round: everything after an id, oldest first. What was read
 * once is kept, because it never changes, so that a later call reads only what is new. To be used on the loop.
 */
final class BillLog {

    private static final int PAGE = 100;
    private static final Duration RETOLD = Duration.ofMinutes(2);
    private static final int LATE_KEPT = 50;
    private static final int KEPT = 50_000;
    private static final BigInteger BEGINNING = BigInteger.ZERO;

    private final Venue venue;
    private final Endpoint recent;
    private final Endpoint archive;
    private final String kind;
    private final NavigableMap<BigInteger, Row> rows = new TreeMap<>();

    /** Rows that appeared after newer ones, by when they were first seen. */
    private final Map<BigInteger, Instant> late = new LinkedHashMap<>();

    /** Everything after this id is in {@link #rows}, up to the last reading; null before the first. */
    private @Nullable BigInteger coveredFrom;

    private @Nullable Future<Void> reading;

    /**
     * @param recent list of the last days
     * @param archive list of the last months
     * @param kind {@code instType} asked for, empty for all
     */
    BillLog(Venue venue, Endpoint recent, Endpoint archive, String kind) {
        this.venue = venue;
        this.recent = recent;
        this.archive = archive;
        this.kind = kind;
    }

    /**
     * Rows after a cursor, oldest first, as they are at OKX now. Rows that appeared late, behind ones that were read
     * before, come first: a cursor has passed them, and for a while they are told again rather than never.
     */
    Future<List<Row>> after(String cursor) {
        BigInteger from = id(cursor);
        return exclusively(() -> refresh(from)).map(done -> {
            Instant oldest = venue.rest().clock().instant().minus(RETOLD);
            late.values().removeIf(seen -> seen.isBefore(oldest));
            List<Row> all = new ArrayList<>();
            late.keySet().stream()
                    .filter(id -> id.compareTo(from) <= 0)
                    .sorted()
                    .map(rows::get)
                    .filter(Objects::nonNull)
                    .forEach(all::add);
            all.addAll(rows.tailMap(from, false).values());
            return List.copyOf(all);
        });
    }

    /** The id of the newest row; {@link Page#START} when there is none. */
    Future<String> newest() {
        return venue.rest()
                .read(recent, "", page("").and("limit", "1"))
                .map(found -> found.isEmpty() ? Page.START : found.getFirst().required("billId"));
    }

    /**
     * The cursor after a page that was read from a cursor; it never goes back, even when the page holds late rows only.
     */
    static String next(String cursor, List<Row> page) {
        BigInteger last = page.isEmpty() ? BEGINNING : id(cursor(page.getLast()));
        return last.compareTo(id(cursor)) > 0 ? last.toString() : cursor;
    }

    private static String cursor(Row row) {
        return row.required("billId");
    }

    /** One reading at a time: two that overlap would both believe to have closed the gap. */
    @SuppressWarnings("ReferenceEquality")
    private Future<Void> exclusively(java.util.function.Supplier<Future<Void>> work) {
        Future<Void> before = reading;
        Future<Void> mine = before == null ? work.get() : before.transform(done -> work.get());
        reading = mine;
        mine.onComplete(done -> {
            if (reading == mine) {
                reading = null;
            }
        });
        return mine;
    }

    private Future<Void> refresh(BigInteger from) {
        BigInteger covered = coveredFrom;
        if (covered == null || covered.compareTo(from) > 0) {
            rows.clear();
            coveredFrom = null;
        }
        BigInteger known = rows.isEmpty() || coveredFrom == null ? from : rows.lastKey();
        NavigableMap<BigInteger, Row> found = new TreeMap<>();
        return walk(recent, "", known, found)
                .compose(reached -> reached
                        ? Future.succeededFuture(true)
                        : walk(archive, found.isEmpty() ? "" : found.firstKey().toString(), known, found))
                .map(done -> {
                    rows.putAll(found);
                    if (coveredFrom == null) {
                        coveredFrom = from;
                    }
                    trim();
                    return null;
                });
    }

    /** Walks back until the known id or the end of the list; a short page is not the end, an empty one is. */
    private Future<Boolean> walk(Endpoint list, String after, BigInteger known, NavigableMap<BigInteger, Row> found) {
        return venue.rest()
                .read(list, "", page(after).and("limit", Integer.toString(PAGE)))
                .compose(rowsOfPage -> {
                    List<BigInteger> ids = new ArrayList<>();
                    for (Row row : rowsOfPage) {
                        BigInteger id = id(cursor(row));
                        ids.add(id);
                        if (id.compareTo(known) > 0) {
                            found.put(id, row);
                        } else if (isLate(id)) {
                            rows.put(id, row);
                            late.put(id, venue.rest().clock().instant());
                            if (late.size() > LATE_KEPT) {
                                late.remove(late.keySet().iterator().next());
                            }
                        }
                    }
                    if (ids.isEmpty()) {
                        return Future.succeededFuture(false);
                    }
                    boolean reached = ids.stream().anyMatch(id -> id.compareTo(known) <= 0);
                    return reached
                            ? Future.succeededFuture(true)
                            : walk(list, rowsOfPage.getLast().required("billId"), known, found);
                });
    }

    /** Whether a row should have been there when what is known was read. */
    private boolean isLate(BigInteger id) {
        BigInteger covered = coveredFrom;
        return covered != null && id.compareTo(covered) > 0 && !rows.containsKey(id);
    }

    private Query page(String after) {
        return Query.none().and("instType", kind).and("after", after);
    }

    private void trim() {
        while (rows.size() > KEPT) {
            coveredFrom = rows.pollFirstEntry().getKey();
        }
    }

    private static BigInteger id(String cursor) {
        try {
            return cursor.isEmpty() ? BEGINNING : new BigInteger(cursor);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a cursor of this broker: '" + cursor + "'", e);
        }
    }
}
