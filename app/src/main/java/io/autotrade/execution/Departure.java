package io.autotrade.execution;

import io.autotrade.broker.BrokerException;
import io.autotrade.broker.Position;
import io.autotrade.broker.WriteResult;
import io.autotrade.portfolio.OpenPosition;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Leaves an account such that nothing on it can still happen by this service's doing, before another broker trades.
 * Every step either is confirmed by the venue or ends the departure with {@link HandOverRefused}. Methods wait; they
 * run in turn with all other orders of the desk.
 */
public final class Departure {

    /** What becomes of open positions. */
    public enum OpenPositions {
        /** There must be none. */
        FLAT,
        /** They are closed at market. */
        CLOSE,
        /** The broker that takes over keeps them, and the books with them. */
        ADOPT
    }

    private static final int ATTEMPTS = 6;
    private static final long PAUSE_MILLIS = 500;

    private final Vertx vertx;
    private final TradingDesk desk;
    private final OpenPositions positions;

    public Departure(Vertx vertx, TradingDesk desk, OpenPositions positions) {
        this.vertx = vertx;
        this.desk = desk;
        this.positions = positions;
    }

    /**
     * Looks without touching anything.
     *
     * @throws HandOverRefused when something stands in the way that only a person can clear
     */
    public void look() {
        if (!desk.books().haltedSymbols().isEmpty()) {
            throw new HandOverRefused("books and account differ in "
                    + desk.books().haltedSymbols() + " and nobody knows why; compare them, re-arm, then hand over");
        }
        agree();
        List<String> open = open();
        if (positions == OpenPositions.FLAT && !open.isEmpty()) {
            throw new HandOverRefused(desk.venue().brokerId() + " holds " + String.join(", ", open)
                    + "; close them first, or hand over with positions: close");
        }
    }

    /**
     * Withdraws entries, closes positions when that is wanted, waits until every order has an outcome, and releases the
     * dead man's switch.
     *
     * @param reason for what is written beside the orders
     * @return what was done, one sentence each
     */
    public List<String> becomeQuiet(String reason) {
        desk.stopEntries();
        List<String> done = new ArrayList<>();
        StopReport entries = desk.killSwitch().cancelEntries();
        done.addAll(entries.actions());
        if (!entries.confirmed()) {
            throw new HandOverRefused("entry orders may still be open: " + String.join("; ", entries.actions()));
        }
        if (positions == OpenPositions.CLOSE) {
            StopReport closed = desk.killSwitch().closeAll("hand_over", reason);
            done.addAll(closed.actions());
            if (!closed.confirmed()) {
                throw new HandOverRefused("positions could not be closed: " + String.join("; ", closed.actions()));
            }
        }
        awaitResolved();
        WriteResult released = desk.disarm();
        if (!(released instanceof WriteResult.Accepted)) {
            throw new HandOverRefused("the dead man's switch could not be released: " + released);
        }
        done.add("every order has an outcome, the dead man's switch is released");
        return done;
    }

    /**
     * The last look, when the desk is detached: what the venue has told or would tell is in the books after this.
     *
     * @throws HandOverRefused when a position is open that should not be, or the venue cannot be asked
     */
    public void settle() {
        agree();
        List<String> open = open();
        if (positions != OpenPositions.ADOPT && !open.isEmpty()) {
            throw new HandOverRefused("not flat in the end: " + String.join(", ", open));
        }
        refuseUnresolved();
    }

    private void awaitResolved() {
        for (int attempt = 1; attempt < ATTEMPTS && !resolved(); attempt++) {
            vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).await();
            agree();
        }
        agree();
        refuseUnresolved();
    }

    private boolean resolved() {
        return desk.books().unresolvedOrders().isEmpty()
                && desk.books().pendingEntries().isEmpty();
    }

    private void refuseUnresolved() {
        if (!resolved()) {
            List<String> open = new ArrayList<>();
            desk.books().unresolvedOrders().forEach(order -> open.add(order.clientOrderId() + " of unknown outcome"));
            desk.books().pendingEntries().forEach(intent -> open.add(intent.clientOrderId() + " not final"));
            throw new HandOverRefused("orders without an outcome: " + String.join(", ", open));
        }
    }

    private void agree() {
        Reconciler.Report report = desk.reconciler().run();
        if (!report.complete()) {
            throw new HandOverRefused(desk.venue().brokerId() + " did not answer: " + report.failure());
        }
    }

    /** What is open at the venue or in the books; the two are looked at separately. */
    private List<String> open() {
        List<String> open = new ArrayList<>();
        try {
            for (Position position : desk.venue().broker().positions().await()) {
                open.add(position.side() + " " + position.quantity().toPlainString() + " " + position.symbol());
            }
        } catch (BrokerException e) {
            throw new HandOverRefused(desk.venue().brokerId() + " did not answer: " + e.getMessage());
        }
        if (open.isEmpty()) {
            for (OpenPosition position : desk.books()
                    .portfolio(Map.of(), desk.clock().instant())
                    .positions()
                    .values()) {
                open.add(position.side() + " " + position.quantity().toPlainString() + " " + position.symbol()
                        + " (in the books only)");
            }
        }
        return open;
    }
}
