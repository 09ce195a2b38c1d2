package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/** The push side of a sandbox, to look at and to disturb. All methods may be called from a plain thread. */
public final class Sockets {

    private final OkxSandbox sandbox;

    Sockets(OkxSandbox sandbox) {
        this.sandbox = sandbox;
    }

    private SocketDoor door() {
        return sandbox.sockets;
    }

    private MarketBoard board() {
        return sandbox.board;
    }

    /** Connections that are open on a path: {@code public}, {@code private} or {@code business}. */
    public long open(String path) {
        return sandbox.get(() -> door().visitors.stream()
                .filter(visitor -> visitor.path().endsWith("/" + path))
                .count());
    }

    /** Connections there have ever been. */
    public int accepted() {
        return sandbox.get(() -> door().accepted);
    }

    /** Everything clients have sent, oldest first: the path, a blank and the text. */
    public List<String> received() {
        return sandbox.get(() -> List.copyOf(door().received));
    }

    /** What is subscribed on a path by anybody: {@code channel|instId}. */
    public List<String> subscribed(String path) {
        return sandbox.get(() -> door().visitors.stream()
                .filter(visitor -> visitor.path().endsWith("/" + path))
                .flatMap(visitor -> visitor.subscriptions().stream())
                .sorted()
                .toList());
    }

    /** From now on nothing is sent any more, not even pongs, while connections stay; or all is well again. */
    public void stall(boolean stalled) {
        sandbox.run(() -> door().stalled = stalled);
    }

    /** Pongs come but no data. */
    public void mute(boolean muted) {
        sandbox.run(() -> door().muted = muted);
    }

    /** Acknowledgements of subscriptions wait until they are released. */
    public void holdAcknowledgements(boolean hold) {
        sandbox.run(() -> door().holdAcknowledgements(hold));
    }

    /** New connections are refused, or not any more. */
    public void refuse(boolean refused) {
        sandbox.run(() -> door().closed = refused);
    }

    /** Cuts all connections; new ones are taken. */
    public void cut() {
        sandbox.run(() -> door().drop());
    }

    public void announceUpgrade() {
        sandbox.run(() -> door().announceUpgrade());
    }

    /** Closes all but the newest connection of a path, as OKX does after an announced upgrade. */
    public void closeOldest(String path) {
        sandbox.run(() -> door().closeOldest("/" + path));
    }

    /** Sends a text to everybody, as it is. */
    public void text(String text) {
        sandbox.run(() -> door().pushRaw(text));
    }

    /** Waits until everybody has taken what was sent so far and their answers to it have come in. */
    public void settle() {
        sandbox.finish(() -> door().settle());
    }

    /** Pushes a row of a public channel. */
    public void push(String channel, String instId, JsonObject row) {
        sandbox.run(() -> board().push(channel, instId, row));
    }

    /** Pushes the present state of a public channel. */
    public void push(String channel, String instId) {
        sandbox.run(() -> board().push(channel, instId));
    }

    /** Pushes a trade and gives its id. */
    public String trade(String instId, String price, String contracts, boolean buy) {
        return sandbox.get(() -> board().trade(instId, new BigDecimal(price), new BigDecimal(contracts), buy));
    }

    public void candle(String instId, String bar, long opensAt, boolean confirmed) {
        sandbox.run(() -> board().candle(instId, bar, opensAt, confirmed));
    }

    /** The channel {@code books} begins without a snapshot from now on. */
    public void withoutSnapshots(boolean without) {
        sandbox.run(() -> board().withoutSnapshots = without);
    }

    public void updateBook(String instId) {
        sandbox.run(() -> board().update(instId));
    }

    public void loseBookUpdate(String instId) {
        sandbox.run(() -> board().loseUpdate(instId));
    }

    /** The numbers of the book begin anew with a message that gets lost. */
    public void loseBookRestart(String instId) {
        sandbox.run(() -> board().depth(instId).restart(sandbox.exchange.now()));
    }

    public void bookHeartbeat(String instId) {
        sandbox.run(() -> board().heartbeat(instId));
    }

    public void restartBook(String instId) {
        sandbox.run(() -> board().restart(instId));
    }

    /** Pushes a row of the channel {@code books} as it is. */
    public void book(String instId, JsonObject row, String action) {
        sandbox.run(() -> board().book(instId, row, action));
    }

    /** The next change of the order book, made but not sent. */
    public JsonObject nextBookUpdate(String instId) {
        return sandbox.get(() -> board().depth(instId).update(sandbox.exchange.now()));
    }

    /** The whole book as OKX has it now. */
    public JsonObject book(String instId) {
        return sandbox.get(() -> board().depth(instId).snapshot(sandbox.exchange.now(), 400));
    }

    public int logins() {
        return sandbox.get(() -> door().logins);
    }
}
