package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The order book of a coin as its public channels show it: the best level is the one that orders are matched with, the
 * others are decoration. Its messages form the chain of {@code prevSeqId} and {@code seqId}.
 */
final class Depth {

    private static final int LEVELS = 60;

    private final Coin coin;
    private NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    private long sequence = 5_512_345_600L;
    private int stirred;

    Depth(Coin coin) {
        this.coin = coin;
        redraw();
    }

    long sequence() {
        return sequence;
    }

    /** Everything, at the present place in the chain. */
    JsonObject snapshot(long now, int levels) {
        return row(first(asks, levels), first(bids, levels), now)
                .put("checksum", 0)
                .put("prevSeqId", -1)
                .put("seqId", sequence);
    }

    /** What has changed since the last message, with the next place in the chain. */
    JsonObject update(long now) {
        NavigableMap<BigDecimal, BigDecimal> oldAsks = asks;
        NavigableMap<BigDecimal, BigDecimal> oldBids = bids;
        redraw();
        long before = sequence;
        sequence += 1 + Math.floorMod(before, 40);
        return row(changes(oldAsks, asks), changes(oldBids, bids), now)
                .put("checksum", 0)
                .put("prevSeqId", before)
                .put("seqId", sequence);
    }

    /** Says that nothing has changed. */
    JsonObject heartbeat(long now) {
        return row(new JsonArray(), new JsonArray(), now)
                .put("checksum", 0)
                .put("prevSeqId", sequence)
                .put("seqId", sequence);
    }

    /** After maintenance the numbers begin lower; the chain goes on. */
    JsonObject restart(long now) {
        JsonObject update = update(now);
        sequence = update.getLong("prevSeqId") - 1_000_000;
        return update.put("seqId", sequence);
    }

    /** The sizes of two levels on each side will be others in the next message. */
    void stir() {
        stirred++;
    }

    private void redraw() {
        asks = side(coin.ask(), coin.askLeft, coin.tick, Comparator.naturalOrder());
        bids = side(coin.bid(), coin.bidLeft, coin.tick.negate(), Comparator.reverseOrder());
    }

    private NavigableMap<BigDecimal, BigDecimal> side(
            BigDecimal best, BigDecimal left, BigDecimal step, Comparator<BigDecimal> order) {
        NavigableMap<BigDecimal, BigDecimal> side = new TreeMap<>(order);
        BigDecimal price = best;
        for (int i = 0; i < LEVELS; i++) {
            long decoration = 100 + price.hashCode() % 97 + (stirred > 0 && i == 1 + stirred % 20 ? stirred : 0);
            BigDecimal size = i == 0 ? left : coin.lot.multiply(BigDecimal.valueOf(decoration));
            if (size.signum() > 0 && price.signum() > 0) {
                side.put(price, size);
            }
            price = price.add(step);
        }
        return side;
    }

    private static JsonArray changes(
            NavigableMap<BigDecimal, BigDecimal> before, NavigableMap<BigDecimal, BigDecimal> after) {
        JsonArray changes = new JsonArray();
        before.forEach((price, size) -> {
            if (!after.containsKey(price)) {
                changes.add(level(price, BigDecimal.ZERO));
            }
        });
        after.forEach((price, size) -> {
            BigDecimal old = before.get(price);
            if (old == null || old.compareTo(size) != 0) {
                changes.add(level(price, size));
            }
        });
        return changes;
    }

    JsonArray first(NavigableMap<BigDecimal, BigDecimal> side, int levels) {
        JsonArray array = new JsonArray();
        side.forEach((price, size) -> {
            if (array.size() < levels) {
                array.add(level(price, size));
            }
        });
        return array;
    }

    private static JsonArray level(BigDecimal price, BigDecimal size) {
        return new JsonArray()
                .add(price.toPlainString())
                .add(size.toPlainString())
                .add("0")
                .add(size.signum() == 0 ? "0" : "3");
    }

    private static JsonObject row(JsonArray asks, JsonArray bids, long now) {
        return new JsonObject().put("asks", asks).put("bids", bids).put("ts", Long.toString(now));
    }
}
