package io.autotrade.okx.account;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Protection;
import io.autotrade.broker.RejectReason;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.Contracts;
import io.autotrade.okx.model.PositionRow;
import io.autotrade.okx.model.SwapSpec;
import io.autotrade.okx.model.Tags;
import io.autotrade.okx.rest.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stop and target of an open position. The new ones are placed before the old ones are cancelled; both reduce only, so
 * that for a moment there are two stops and never none.
 */
final class Protections {

    private static final int CANCELS_PER_CALL = 10;

    private final Venue venue;
    private final Reads reads;
    private final Algos algos;
    private final Outcomes outcomes;

    /** Replaced protective orders whose cancellation is not certain yet. */
    private final Set<String> replaced = new HashSet<>();

    Protections(Venue venue, Reads reads, Algos algos, Outcomes outcomes) {
        this.venue = venue;
        this.reads = reads;
        this.algos = algos;
        this.outcomes = outcomes;
    }

    Future<WriteResult> protect(Symbol symbol, Protection protection) {
        SwapSpec spec = venue.instruments().find(symbol);
        if (spec == null) {
            return Future.succeededFuture(
                    Outcomes.refuse(RejectReason.UNKNOWN_SYMBOL, "symbol " + symbol + " is not known"));
        }
        Future<List<PositionRow>> positions = reads.certainPositionRows(symbol.value());
        Future<List<AlgoRow>> waiting = algos.waiting(symbol.value());
        return Future.all(positions, waiting)
                .compose(both -> {
                    Optional<PositionRow> position =
                            positions.result().stream().max(Comparator.comparing(PositionRow::contracts));
                    return position.isEmpty()
                            ? Future.succeededFuture(Outcomes.refuse(
                                    RejectReason.NO_POSITION, "there is no position of " + symbol + " to protect"))
                            : replace(position.get(), position.get().protection(waiting.result()), protection);
                })
                .recover(failure -> failure instanceof BrokerException known
                        ? Future.succeededFuture(new WriteResult.NotSent(known.fault()))
                        : Future.failedFuture(failure));
    }

    private Future<WriteResult> replace(PositionRow position, List<AlgoRow> old, Protection protection) {
        Optional<AlgoRow> same = old.stream()
                .filter(algo -> protection.id().equals(algo.clientId()))
                .findFirst();
        if (same.isPresent()) {
            return Future.succeededFuture(
                    matches(same.get(), position, protection)
                            ? new WriteResult.Accepted(
                                    same.get().algoId(), same.get().createdAt())
                            : Outcomes.refuse(
                                    RejectReason.DUPLICATE_CLIENT_ORDER_ID,
                                    "protection " + protection.id() + " exists with other prices"));
        }
        Optional<WriteResult> wrong = wrongSide(position, protection);
        if (wrong.isPresent()) {
            return Future.succeededFuture(wrong.get());
        }
        return place(position, protection).compose(result -> {
            if (!(result instanceof WriteResult.Accepted)) {
                return Future.succeededFuture(result);
            }
            // The position is protected anew whatever becomes of this; what is left over is swept later.
            old.forEach(algo -> replaced.add(algo.algoId()));
            return cancel(old).transform(done -> Future.succeededFuture(result));
        });
    }

    /** Whether a protective order that waits was replaced and should be gone. */
    boolean isReplaced(AlgoRow algo) {
        return replaced.contains(algo.algoId());
    }

    private static boolean matches(AlgoRow algo, PositionRow position, Protection protection) {
        boolean whole = algo.quantity().signum() == 0
                || algo.quantity().compareTo(position.spec().base(position.contracts())) >= 0;
        return whole && same(algo.stop(), protection.stopPrice()) && same(algo.target(), protection.targetPrice());
    }

    private static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null ? b == null : b != null && a.compareTo(b) == 0;
    }

    /** OKX would trigger a stop on the wrong side at once, or refuse it with one of many codes. */
    private static Optional<WriteResult> wrongSide(PositionRow position, Protection protection) {
        BigDecimal mark = position.row().decimal("markPx");
        int sign = position.side().sign();
        BigDecimal stop = protection.stopPrice();
        BigDecimal target = protection.targetPrice();
        boolean wrong = (stop != null && stop.subtract(mark).signum() * sign >= 0)
                || (target != null && target.subtract(mark).signum() * sign <= 0);
        return wrong
                ? Optional.of(Outcomes.refuse(
                        RejectReason.INVALID_PROTECTION,
                        "stop " + stop + " and target " + target + " of a " + position.side()
                                + " position are on the wrong side of the mark price " + mark.toPlainString()))
                : Optional.empty();
    }

    /** Places a protective order for the whole position. */
    Future<WriteResult> place(PositionRow position, Protection protection) {
        return place(position.spec(), position.side(), position.contracts(), protection);
    }

    /** Places a protective order for a position of which this much is known; one too many is refused by its id. */
    Future<WriteResult> place(SwapSpec spec, PositionSide side, Contracts size, Protection protection) {
        boolean both = protection.stopPrice() != null && protection.targetPrice() != null;
        // With both prices a "conditional" order of the net mode would execute the stop only.
        JsonObject body = Ticket.triggers(protection, spec)
                .put("instId", spec.symbol().value())
                .put("tdMode", venue.profile().marginMode())
                .put("side", Ticket.side(side.exitSide()))
                .put("ordType", both ? "oco" : "conditional")
                .put("sz", size.wire())
                .put("algoClOrdId", protection.id().value())
                .put("tag", Tags.EXIT);
        if (venue.profile().hedged()) {
            body.put("posSide", side == PositionSide.LONG ? "long" : "short");
        } else {
            body.put("reduceOnly", true);
        }
        if (venue.profile().mode().tiesProtectionToPosition()
                && !venue.profile().hedged()) {
            body.put("cxlOnClosePos", true);
        }
        return venue.rest()
                .write(Endpoint.PLACE_ALGO, spec.symbol().value(), body.encode(), null)
                .map(exchange -> outcomes.judge(exchange, "algoId"));
    }

    /**
     * As {@link #fit(Held)}, for all positions of a symbol.
     *
     * @return whether each has one protective order of its size now
     */
    Future<Boolean> fit(Symbol symbol) {
        Future<List<PositionRow>> positions = reads.positionRows(symbol.value());
        Future<List<AlgoRow>> waiting = algos.waiting(symbol.value());
        return Future.all(positions, waiting).compose(both -> {
            Future<Boolean> done = Future.succeededFuture(true);
            for (PositionRow position : positions.result()) {
                Held held = new Held(position, waiting.result());
                done = done.compose(before -> fit(held).map(fits -> before && fits));
            }
            return done;
        });
    }

    /**
     * Gives the only protective order of a position the size of the position, which another order has changed: too
     * small leaves a part naked, too large could open a new position when it is triggered. A stand-in for a protective
     * order that came to life after all is cancelled then: of two that are triggered, the second would open a position.
     *
     * @return whether the position has one of its size now
     */
    Future<Boolean> fit(Held held) {
        List<AlgoRow> surplus = StandIns.surplus(held.protection());
        List<AlgoRow> kept = kept(held, surplus);
        Future<Boolean> sized = kept.size() == 1 && needsFit(kept.getFirst(), held.row())
                ? resize(kept.getFirst(), held.row().contracts())
                : Future.succeededFuture(true);
        return surplus.isEmpty()
                ? sized
                : sized.compose(fits -> fits
                        ? cancel(surplus).map(WriteResult.Accepted.class::isInstance)
                        : Future.succeededFuture(false));
    }

    /** Whether {@link #fit(Held)} would do something. */
    static boolean isUnfit(Held held) {
        List<AlgoRow> surplus = StandIns.surplus(held.protection());
        List<AlgoRow> kept = kept(held, surplus);
        return !surplus.isEmpty() || kept.size() == 1 && needsFit(kept.getFirst(), held.row());
    }

    private static List<AlgoRow> kept(Held held, List<AlgoRow> surplus) {
        return held.protection().stream()
                .filter(algo -> !surplus.contains(algo))
                .toList();
    }

    private static boolean needsFit(AlgoRow algo, PositionRow position) {
        boolean sized = algo.clientId() != null && algo.quantity().signum() > 0;
        return sized && algo.quantity().compareTo(position.spec().base(position.contracts())) != 0;
    }

    private Future<Boolean> resize(AlgoRow algo, Contracts size) {
        String body = new JsonObject()
                .put("instId", algo.spec().symbol().value())
                .put("algoId", algo.algoId())
                .put("newSz", size.wire())
                .encode();
        return venue.rest()
                .write(Endpoint.AMEND_ALGOS, algo.spec().symbol().value(), body, null)
                .map(exchange -> {
                    WriteResult result = outcomes.judge(exchange, "algoId");
                    boolean accepted = result instanceof WriteResult.Accepted;
                    if (!accepted) {
                        venue.logger()
                                .warn(
                                        "protection of {} could not be resized: {}",
                                        algo.spec().symbol(),
                                        result);
                    }
                    return accepted;
                });
    }

    /** Asks for the cancellation of protective orders; the result is that of the last group that was not accepted. */
    Future<WriteResult> cancel(List<AlgoRow> unwanted) {
        Future<WriteResult> done = Future.succeededFuture(
                new WriteResult.Accepted(null, venue.rest().clock().instant()));
        for (int from = 0; from < unwanted.size(); from += CANCELS_PER_CALL) {
            List<AlgoRow> group = unwanted.subList(from, Math.min(unwanted.size(), from + CANCELS_PER_CALL));
            done = done.compose(before ->
                    cancelGroup(group).map(result -> before instanceof WriteResult.Accepted ? result : before));
        }
        return done;
    }

    private Future<WriteResult> cancelGroup(List<AlgoRow> group) {
        JsonArray body = new JsonArray();
        group.forEach(algo -> body.add(
                new JsonObject().put("instId", algo.spec().symbol().value()).put("algoId", algo.algoId())));
        return venue.rest()
                .write(Endpoint.CANCEL_ALGOS, group.getFirst().spec().symbol().value(), body.encode(), null)
                .map(exchange -> outcomes.judge(exchange, "algoId"));
    }
}
