package io.autotrade.okx.market;

import io.autotrade.broker.OrderBook;
import io.autotrade.okx.model.MalformedReply;
import io.autotrade.okx.model.SwapSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One side of an order book as plain numbers: prices and sizes in units of their smallest decimal place. The best price
 * is last, so that a change near it moves little.
 */
final class Ladder {

    /** OKX sends the best 400; some more may be there for a moment. */
    static final int DEEPEST = 400;

    private static final int CAPACITY = 2 * DEEPEST;
    private static final int LOOKED_THROUGH = 8;

    private final int sign;
    private final long[] keys = new long[CAPACITY];
    private final long[] sizes = new long[CAPACITY];
    private int count;

    /** @param bids whether the highest price is the best */
    Ladder(boolean bids) {
        sign = bids ? 1 : -1;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** Sets the size at a price; zero takes the level away. */
    void put(long price, long size) {
        long key = sign * price;
        int index = find(key);
        if (index >= 0) {
            if (size > 0) {
                sizes[index] = size;
            } else {
                remove(index);
            }
        } else if (size > 0) {
            insert(-index - 1, key, size);
        }
    }

    private int find(long key) {
        int index = count - 1;
        int stop = Math.max(0, count - LOOKED_THROUGH);
        while (index >= stop && keys[index] > key) {
            index--;
        }
        if (index >= stop) {
            return keys[index] == key ? index : -index - 2;
        }
        return stop == 0 ? -1 : java.util.Arrays.binarySearch(keys, 0, stop, key);
    }

    private void remove(int index) {
        int above = count - index - 1;
        System.arraycopy(keys, index + 1, keys, index, above);
        System.arraycopy(sizes, index + 1, sizes, index, above);
        count--;
    }

    private void insert(int index, long key, long size) {
        int into = index;
        if (count == CAPACITY) {
            // The worst levels are beyond what OKX keeps in step.
            System.arraycopy(keys, CAPACITY - DEEPEST, keys, 0, DEEPEST);
            System.arraycopy(sizes, CAPACITY - DEEPEST, sizes, 0, DEEPEST);
            count = DEEPEST;
            into -= CAPACITY - DEEPEST;
            if (into < 0) {
                return;
            }
        }
        int above = count - into;
        System.arraycopy(keys, into, keys, into + 1, above);
        System.arraycopy(sizes, into, sizes, into + 1, above);
        keys[into] = key;
        sizes[into] = size;
        count++;
    }

    /** Expresses all prices and sizes in smaller units. */
    void rescale(long priceFactor, long sizeFactor) {
        try {
            for (int i = 0; i < count; i++) {
                keys[i] = Math.multiplyExact(keys[i], priceFactor);
                sizes[i] = Math.multiplyExact(sizes[i], sizeFactor);
            }
        } catch (ArithmeticException e) {
            throw new MalformedReply("prices or sizes of an order book are out of any range", e);
        }
    }

    /** The best levels, best first. */
    List<OrderBook.Level> levels(int depth, int priceScale, int sizeScale, SwapSpec spec) {
        int levels = Math.min(Math.min(depth, DEEPEST), count);
        List<OrderBook.Level> best = new ArrayList<>(levels);
        for (int i = count - 1; i >= count - levels; i--) {
            best.add(new OrderBook.Level(
                    BigDecimal.valueOf(sign * keys[i], priceScale),
                    spec.base(BigDecimal.valueOf(sizes[i], sizeScale))));
        }
        return best;
    }
}
