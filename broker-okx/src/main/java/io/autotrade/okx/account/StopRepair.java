package io.autotrade.okx.account;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.SwapSpec;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees to it that a filled entry has its stop. The stop attached to the entry is looked for, and placed again where it
 * did not come to life. No question is waited for without end: when OKX does not answer, the stop is placed all the
 * same, because its id keeps a second one from coming into being.
 */
final class StopRepair {

    /** The exchange makes the attached stop in the moment of the fill; a little later it can be seen. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Duration ANSWER = Duration.ofMillis(700);
    private static final Duration AGAIN = Duration.ofMillis(250);
    private static final int ATTEMPTS = 40;

    /** Numbers of stand-ins for an id that is taken by an order which is not live. */
    private static final int SPARE_IDS = 10;

    private final Venue venue;
    private final Loop loop;
    private final Reads reads;
    private final Algos algos;
    private final Protections protections;
    private final Map<ClientOrderId, PlaceOrder> entries = new Recent<>(1_000);
    private final Map<Symbol, PlaceOrder> latest = new HashMap<>();
    private final Set<ClientOrderId> checking = new HashSet<>();
    private boolean stopped;

    StopRepair(Venue venue, Reads reads, Algos algos, Protections protections) {
        this.venue = venue;
        loop = venue.loop();
        this.reads = reads;
        this.algos = algos;
        this.protections = protections;
    }

    void stop() {
        stopped = true;
    }

    /** An entry with a stop or a target is being sent. */
    void entrySending(PlaceOrder entry) {
        entries.put(entry.clientOrderId(), entry);
        latest.put(entry.symbol(), entry);
    }

    /** Something of an order was executed. */
    void filled(ClientOrderId id, BigDecimal quantity, boolean isFinal) {
        PlaceOrder entry = entries.get(id);
        if (entry != null && quantity.signum() > 0) {
            begin(entry, quantity, isFinal);
        }
    }

    /** A position was seen without a stop. */
    void naked(Position position) {
        PlaceOrder entry = latest.get(position.symbol());
        if (entry != null && entry.side() == position.side().entrySide()) {
            begin(entry, position.quantity(), false);
        }
    }

    private void begin(PlaceOrder entry, BigDecimal quantity, boolean isFinal) {
        Protection wanted = entry.protection();
        if (wanted != null && checking.add(entry.clientOrderId())) {
            loop.after(GRACE, () -> new Repair(entry, wanted, quantity, isFinal).look(1));
        }
    }

    /** The way from one fill to a stop that is known to be there. */
    private final class Repair {

        private final PlaceOrder entry;
        private final Protection wanted;
        private final BigDecimal quantity;
        private final boolean isFinal;
        private boolean seenFlat;
        private int spare = -1;

        Repair(PlaceOrder entry, Protection wanted, BigDecimal quantity, boolean isFinal) {
            this.entry = entry;
            this.wanted = wanted;
            this.quantity = quantity;
            this.isFinal = isFinal;
        }

        void look(int attempt) {
            if (stopped) {
                return;
            }
            loop.within(ANSWER, isThere().compose(there -> there ? Future.succeededFuture(true) : repair()))
                    .recover(noAnswer -> loop.within(ANSWER, placeUnseen()))
                    .onComplete(done -> {
                        if (done.succeeded() && done.result()) {
                            checking.remove(entry.clientOrderId());
                        } else if (attempt < ATTEMPTS) {
                            loop.after(AGAIN, () -> look(attempt + 1));
                        } else {
                            checking.remove(entry.clientOrderId());
                            venue.logger()
                                    .error(
                                            "the position of {} may be without its stop: protection {} could not be confirmed",
                                            entry.symbol(),
                                            wanted.id());
                        }
                    });
        }

        private Future<Boolean> isThere() {
            return algos.byClientId(wanted.id().value())
                    .map(found -> found.filter(algo -> algo.isLive() || algo.isEffective())
                            .isPresent());
        }

        /** True when the position is protected or gone; that it is gone must be seen twice. */
        private Future<Boolean> repair() {
            Future<List<PositionRow>> positions =
                    reads.positionRows(entry.symbol().value());
            Future<List<AlgoRow>> waiting = algos.waiting(entry.symbol().value());
            return Future.all(positions, waiting).compose(both -> {
                List<PositionRow> held = positions.result().stream()
                        .filter(position -> position.side().entrySide() == entry.side())
                        .toList();
                List<PositionRow> naked = held.stream()
                        .filter(position ->
                                position.protection(waiting.result()).isEmpty())
                        .toList();
                if (naked.isEmpty()) {
                    boolean certain = !held.isEmpty() || seenFlat;
                    seenFlat = held.isEmpty();
                    return Future.succeededFuture(certain);
                }
                venue.logger().warn("protection of the entry {} is not live; placing it again", entry.clientOrderId());
                venue.metrics().count("protection.repaired", 1);
                PositionRow position = naked.getFirst();
                return protections
                        .place(position.spec(), position.side(), position.contracts(), standIn())
                        .map(this::judge);
            });
        }

        private Future<Boolean> placeUnseen() {
            SwapSpec spec = venue.instruments().find(entry.symbol());
            if (spec == null) {
                return Future.succeededFuture(false);
            }
            PositionSide side = entry.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
            return protections
                    .place(spec, side, spec.floor(quantity), standIn())
                    .map(this::judge);
        }

        /** While the entry can still fill, the attached protection keeps its id, and the stand-in gets another. */
        private Protection standIn() {
            ClientOrderId id = spare >= 0
                    ? OrderWrites.partId(wanted.id(), spare)
                    : isFinal ? wanted.id() : OrderWrites.partId(wanted.id(), 0);
            return new Protection(id, wanted.stopPrice(), wanted.targetPrice());
        }

        /** An id that is taken is looked at again: by a stop that is live, or by one that has failed. */
        private boolean judge(WriteResult result) {
            if (result instanceof WriteResult.Rejected) {
                spare = spare < 0 ? 1 : Math.min(spare + 1, SPARE_IDS);
            }
            return result instanceof WriteResult.Accepted;
        }
    }
}
