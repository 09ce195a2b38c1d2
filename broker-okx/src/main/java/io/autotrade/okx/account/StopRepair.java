package io.autotrade.okx.account;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.model.Tags;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a filled entry has its stop. The stop attached to the entry is looked for, and placed again where it
 * did not come to life. No question is waited for without end: when OKX does not answer, the stop is placed all the
 * same, because its id keeps a second one from coming into being. Where the price has passed the stop already, or OKX
 * refuses it again and again, the position is closed instead.
 */
final class StopRepair {

    /** The exchange makes the attached stop in the moment of the fill; a little later it can be seen. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private static final Duration ANSWER = Duration.ofMillis(700);
    private static final Duration AGAIN = Duration.ofMillis(250);
    private static final int ATTEMPTS = 40;

    /** A market order that rests is cancelled soon, and then its own stop comes to life: no second one is wanted. */
    private static final Duration MARKET_ENDS = Duration.ofMillis(1_500);

    /** So many refusals of a stop are enough. */
    private static final int REFUSALS = 3;

    private final Venue venue;
    private final Loop loop;
    private final Reads reads;
    private final Algos algos;
    private final Protections protections;
    private final Cancels cancels;
    private final StopExit exit;
    private final Overshoot overshoot;
    private final Map<ClientOrderId, PlaceOrder> entries = new Recent<>(1_000);
    private final Map<Symbol, PlaceOrder> latest = new HashMap<>();
    private final Map<ClientOrderId, Boolean> finished = new Recent<>(1_000);
    private final Set<ClientOrderId> checking = new HashSet<>();

    /** Entries that have had a stand-in for their stop. */
    private final Map<ClientOrderId, Boolean> stoodIn = new Recent<>(1_000);

    /** Told that a position may have more than one stop. */
    private Runnable onSurplus = () -> {};

    private boolean stopped;

    StopRepair(
            Venue venue,
            Reads reads,
            Algos algos,
            Protections protections,
            Cancels cancels,
            StopExit exit,
            Overshoot overshoot) {
        this.venue = venue;
        loop = venue.loop();
        this.reads = reads;
        this.algos = algos;
        this.protections = protections;
        this.cancels = cancels;
        this.exit = exit;
        this.overshoot = overshoot;
    }

    void stop() {
        stopped = true;
        overshoot.stop();
    }

    void onSurplus(Runnable told) {
        onSurplus = told;
    }

    /** An entry with a stop or a target is being sent. */
    void entrySending(PlaceOrder entry) {
        entries.put(entry.clientOrderId(), entry);
        latest.put(entry.symbol(), entry);
    }

    /** Something of an order was executed. */
    void filled(ClientOrderId id, BigDecimal quantity, boolean isFinal) {
        PlaceOrder entry = entries.get(id);
        if (entry != null && isFinal) {
            finished.put(id, true);
        }
        if (entry != null && quantity.signum() > 0) {
            begin(entry, quantity);
        }
    }

    /** A position was seen without a stop. */
    void naked(Position position) {
        PlaceOrder entry = latest.get(position.symbol());
        if (entry != null && entry.side() == position.side().entrySide()) {
            begin(entry, position.quantity());
        } else {
            overshoot.check(position);
        }
    }

    /** A position is gone; one that comes later is not that of the last entry. */
    void closed(Symbol symbol) {
        latest.remove(symbol);
    }

    private void begin(PlaceOrder entry, BigDecimal quantity) {
        Protection wanted = entry.protection();
        if (wanted != null && checking.add(entry.clientOrderId())) {
            loop.after(GRACE, () -> new Repair(entry, wanted, quantity).look(1));
        }
    }

    /** The way from one fill to a stop that is known to be there. */
    private final class Repair {

        private final PlaceOrder entry;
        private final Protection wanted;
        private final BigDecimal quantity;
        private final long began = loop.nanoTime();
        private boolean seenFlat;
        private boolean cancelled;
        private int spare = -1;
        private int refusals;

        Repair(PlaceOrder entry, Protection wanted, BigDecimal quantity) {
            this.entry = entry;
            this.wanted = wanted;
            this.quantity = quantity;
        }

        void look(int attempt) {
            if (stopped) {
                return;
            }
            loop.within(ANSWER, isThere().compose(there -> there ? Future.succeededFuture(true) : repair()))
                    .recover(noAnswer -> loop.within(ANSWER, unseen()))
                    .onComplete(done -> {
                        if (done.succeeded() && done.result()) {
                            end();
                        } else if (attempt < ATTEMPTS) {
                            loop.after(AGAIN, () -> look(attempt + 1));
                        } else {
                            end();
                            venue.logger()
                                    .error(
                                            "the position of {} may be without its stop: protection {} could not be confirmed",
                                            entry.symbol(),
                                            wanted.id());
                        }
                    });
        }

        private void end() {
            checking.remove(entry.clientOrderId());
            if (stoodIn.containsKey(entry.clientOrderId())) {
                onSurplus.run();
            }
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
                List<PositionRow> held = ofThisEntry(positions.result());
                List<PositionRow> naked = held.stream()
                        .filter(position ->
                                position.protection(waiting.result()).isEmpty())
                        .toList();
                if (naked.isEmpty()) {
                    boolean certain = !held.isEmpty() || seenFlat;
                    seenFlat = held.isEmpty();
                    return Future.succeededFuture(certain);
                }
                return protect(naked.getFirst());
            });
        }

        private List<PositionRow> ofThisEntry(List<PositionRow> positions) {
            return positions.stream()
                    .filter(position -> position.side().entrySide() == entry.side())
                    .toList();
        }

        private Future<Boolean> protect(PositionRow position) {
            String passed = passed(position);
            if (!passed.isEmpty() || refusals >= REFUSALS) {
                return leave(position, passed.isEmpty() ? Tags.STOP : passed);
            }
            if (endsSoon()) {
                return Future.succeededFuture(false);
            }
            venue.logger().warn("protection of the entry {} is not live; placing it again", entry.clientOrderId());
            venue.metrics().count("protection.repaired", 1);
            return protections
                    .place(position.spec(), position.side(), position.contracts(), standIn())
                    .map(this::judge);
        }

        /** What can be done when some question was not answered. */
        private Future<Boolean> unseen() {
            SwapSpec spec = venue.instruments().find(entry.symbol());
            if (spec == null || endsSoon()) {
                return Future.succeededFuture(false);
            }
            if (refusals > 0) {
                return reads.positionRows(entry.symbol().value())
                        .compose(positions -> ofThisEntry(positions).stream()
                                .filter(position -> !passed(position).isEmpty() || refusals >= REFUSALS)
                                .findFirst()
                                .map(position -> leave(position, passed(position)))
                                .orElseGet(() -> placeUnseen(spec)));
            }
            return placeUnseen(spec);
        }

        private Future<Boolean> placeUnseen(SwapSpec spec) {
            PositionSide side = entry.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
            return protections
                    .place(spec, side, spec.floor(quantity), standIn())
                    .map(this::judge);
        }

        private boolean isFinished() {
            return finished.containsKey(entry.clientOrderId());
        }

        private boolean endsSoon() {
            return entry.type() == OrderType.MARKET && !isFinished() && loop.nanoTime() - began < MARKET_ENDS.toNanos();
        }

        /** While the entry can still fill, the attached protection keeps its id, and the stand-in gets another. */
        private Protection standIn() {
            ClientOrderId id = spare >= 0
                    ? StandIns.id(wanted.id(), spare)
                    : isFinished() ? wanted.id() : StandIns.id(wanted.id(), 0);
            if (!id.equals(wanted.id())) {
                stoodIn.put(entry.clientOrderId(), true);
            }
            return new Protection(id, wanted.stopPrice(), wanted.targetPrice());
        }

        /** An id that is taken is looked at again: by a stop that is live, or by one that has failed. */
        private boolean judge(WriteResult result) {
            if (result instanceof WriteResult.Rejected rejected) {
                if (rejected.reason() == RejectReason.DUPLICATE_CLIENT_ORDER_ID) {
                    spare = spare < 0 ? 1 : Math.min(spare + 1, StandIns.MOST);
                } else {
                    refusals++;
                }
            }
            return result instanceof WriteResult.Accepted;
        }

        /** The mark of the trigger the price has passed already; empty for none. */
        private String passed(PositionRow position) {
            BigDecimal mark = position.row().decimalOrNull("markPx");
            int sign = position.side().sign();
            if (mark == null) {
                return "";
            }
            return isReached(wanted.stopPrice(), mark, -sign)
                    ? Tags.STOP
                    : isReached(wanted.targetPrice(), mark, sign) ? Tags.TARGET : "";
        }

        private static boolean isReached(@Nullable BigDecimal trigger, BigDecimal mark, int direction) {
            return trigger != null && mark.subtract(trigger).signum() * direction >= 0;
        }

        /**
         * First the entry must not fill any more; with its end its own stop comes to life, and acts at once. Then what
         * is held is closed. It is looked at again until it is gone.
         */
        private Future<Boolean> leave(PositionRow position, String tag) {
            if (!isFinished() && !cancelled) {
                cancelled = true;
                return cancels.cancel(entry.symbol(), entry.clientOrderId()).map(result -> false);
            }
            return exit.reduce(position, wanted.id(), position.contracts(), tag.isEmpty() ? Tags.STOP : tag)
                    .map(result -> false);
        }
    }
}
