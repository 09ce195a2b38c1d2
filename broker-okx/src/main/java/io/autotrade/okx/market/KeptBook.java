package io.autotrade.okx.market;

import io.autotrade.broker.OrderBook;
import io.autotrade.okx.model.MalformedReply;
import io.autotrade.okx.model.SwapSpec;
import java.time.Instant;

/**
 * An order book of one instrument, kept from a snapshot and the changes after it. Every change names the one before it;
 * a change whose predecessor was not seen spoils the book until there is a new snapshot.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel">OKX, order book
 *     channel</a> for the rules of the sequence
 */
final class KeptBook {

    private static final long[] TENS = new long[19];
    private static final long ASKS = Cursor.name("asks");
    private static final long BIDS = Cursor.name("bids");
    private static final long TS = Cursor.name("ts");
    private static final long SEQ = Cursor.name("seqId");
    private static final long PREVIOUS = Cursor.name("prevSeqId");

    /** Changes that two connections side by side could repeat. */
    private static final int REMEMBERED = 256;

    /**
     * Old changes in a row that were never taken: of a connection that is a little behind. More of them are the numbers
     * that began anew with a message that got lost.
     */
    private static final int MOST_UNKNOWN = 10;

    private final Ladder bids = new Ladder(true);
    private final Ladder asks = new Ladder(false);
    private final Sequence sequence = new Sequence();
    private int priceScale;
    private int sizeScale;
    private boolean complete;
    private final long[] taken = new long[REMEMBERED];
    private int count;
    private int unknown;
    private long at;

    static {
        long ten = 1;
        for (int i = 0; i < TENS.length; i++) {
            TENS[i] = ten;
            ten *= 10;
        }
    }

    /** What a message did. */
    enum Outcome {
        /** The book is what it should be. */
        KEPT,
        /** The message was known already. */
        REPEATED,
        /** There is no snapshot to apply it to. */
        WAITING,
        /** Something is missing; the book is gone. */
        GAP
    }

    boolean isComplete() {
        return complete;
    }

    Instant at() {
        return Instant.ofEpochMilli(at);
    }

    long sequence() {
        return sequence.last;
    }

    void clear() {
        complete = false;
        unknown = 0;
        bids.clear();
        asks.clear();
    }

    /**
     * Takes a push of the channel {@code books}.
     *
     * @param row position of the object in the array {@code data}
     * @throws MalformedReply if it is not understood; the book is then gone
     */
    Outcome take(byte[] message, int row, boolean snapshot, Cursor cursor) {
        if (snapshot) {
            clear();
            read(message, row, cursor);
            complete = true;
            sequence.last = sequence.read(message, row) ? sequence.id : unreadable();
            return Outcome.KEPT;
        }
        if (!complete) {
            return Outcome.WAITING;
        }
        if (!sequence.read(message, row)) {
            unreadable();
        }
        if (sequence.previous == sequence.last) {
            unknown = 0;
            taken[count++ & (REMEMBERED - 1)] = sequence.id;
            sequence.last = sequence.id;
            read(message, row, cursor);
            return Outcome.KEPT;
        }
        boolean old = sequence.previous < sequence.last && sequence.id <= sequence.last;
        if (old && (wasTaken(sequence.id) || ++unknown <= MOST_UNKNOWN)) {
            return Outcome.REPEATED;
        }
        clear();
        return Outcome.GAP;
    }

    private boolean wasTaken(long id) {
        for (long known : taken) {
            if (known == id) {
                return true;
            }
        }
        return false;
    }

    /**
     * Begins with a book that was read (an array of one row), and goes on with the changes pushed meanwhile: the first
     * that belongs to it spans it, {@code prevSeqId <= seqId of the book < seqId}.
     */
    Outcome merge(byte[] book, Iterable<byte[]> changes, Cursor cursor, Cursor rows) {
        take(book, 1, true, cursor);
        boolean spanned = false;
        for (byte[] change : changes) {
            rows.rows(change, Routes.argumentEnd(change));
            int changed = rows.position();
            if (!sequence.read(change, changed)) {
                unreadable();
            }
            if (!spanned && sequence.id <= sequence.last) {
                continue;
            }
            if (!spanned && sequence.previous <= sequence.last) {
                sequence.last = sequence.previous;
                spanned = true;
            }
            if (take(change, changed, false, cursor) == Outcome.GAP) {
                return Outcome.GAP;
            }
        }
        return Outcome.KEPT;
    }

    private long unreadable() {
        clear();
        throw new MalformedReply("an order book without sequence");
    }

    OrderBook book(SwapSpec spec, int depth) {
        return new OrderBook(
                spec.symbol(),
                bids.levels(depth, priceScale, sizeScale, spec),
                asks.levels(depth, priceScale, sizeScale, spec),
                at());
    }

    private void read(byte[] message, int row, Cursor cursor) {
        try {
            cursor.over(message, row);
            if (!cursor.enter('{', '}')) {
                throw new MalformedReply("an empty order book");
            }
            do {
                long key = cursor.key();
                if (key == ASKS) {
                    side(asks, cursor);
                } else if (key == BIDS) {
                    side(bids, cursor);
                } else if (key == TS) {
                    at = cursor.whole();
                } else {
                    cursor.skip();
                }
            } while (cursor.more('}'));
        } catch (MalformedReply | IndexOutOfBoundsException e) {
            clear();
            throw e;
        }
    }

    private void side(Ladder ladder, Cursor cursor) {
        if (!cursor.enter('[', ']')) {
            return;
        }
        do {
            cursor.expect('[');
            long price = aligned(cursor, true);
            cursor.expect(',');
            long size = aligned(cursor, false);
            while (cursor.next(',')) {
                cursor.scalar();
            }
            cursor.expect(']');
            ladder.put(price, size);
        } while (cursor.more(']'));
    }

    private long aligned(Cursor cursor, boolean price) {
        if (!cursor.number()) {
            throw new MalformedReply("an order book level without numbers");
        }
        long digits = cursor.digits();
        int missing = (price ? priceScale : sizeScale) - cursor.scale();
        if (missing == 0) {
            return digits;
        }
        if (missing < 0) {
            finer(price, -missing);
            return digits;
        }
        if (Math.abs(digits) > Long.MAX_VALUE / TENS[missing]) {
            throw new MalformedReply("an order book level out of any range");
        }
        return digits * TENS[missing];
    }

    /** The first number with more decimals makes everything be counted in them. */
    private void finer(boolean price, int decimals) {
        long priceFactor = price ? TENS[decimals] : 1;
        long sizeFactor = price ? 1 : TENS[decimals];
        bids.rescale(priceFactor, sizeFactor);
        asks.rescale(priceFactor, sizeFactor);
        if (price) {
            priceScale += decimals;
        } else {
            sizeScale += decimals;
        }
        if (priceScale >= TENS.length || sizeScale >= TENS.length) {
            throw new MalformedReply("an order book level with too many decimals");
        }
    }

    /**
     * The two numbers that chain the messages; they stand behind the levels, so they are looked for from the end. A
     * book that was read has no predecessor.
     */
    private static final class Sequence {

        private static final long NONE = Long.MIN_VALUE;

        private final Cursor cursor = new Cursor();
        private long last;
        private long id;
        private long previous;

        boolean read(byte[] message, int row) {
            try {
                if (find(message, afterLevels(message, row)) && previous != NONE) {
                    return true;
                }
            } catch (MalformedReply unusualOrder) {
                // Then all of it is looked through.
            }
            return find(message, row);
        }

        /** After the bracket that closes the last array within the row. */
        private static int afterLevels(byte[] message, int row) {
            int i = message.length - 1;
            while (i > row && message[i] != ']') {
                i--;
            }
            i--;
            while (i > row && message[i] != ']') {
                i--;
            }
            return i + 1;
        }

        private boolean find(byte[] message, int from) {
            boolean found = false;
            previous = NONE;
            cursor.over(message, from);
            boolean more = message[from] == '{' ? cursor.enter('{', '}') : cursor.more('}');
            while (more) {
                long key = cursor.key();
                if (key == SEQ) {
                    id = cursor.whole();
                    found = true;
                } else if (key == PREVIOUS) {
                    previous = cursor.whole();
                } else {
                    cursor.skip();
                }
                more = cursor.more('}');
            }
            return found;
        }
    }
}
