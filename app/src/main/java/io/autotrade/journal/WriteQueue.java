package io.autotrade.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bounded first-in, first-out queue of what is to be written. Safe from any thread. */
final class WriteQueue {

    private final JournalOptions limits;
    private final Deque<Write> waiting = new ArrayDeque<>();
    /** What waits until the database is back and was not told to be remembered yet, in the order of the queue. */
    private final Deque<Write> untold = new ArrayDeque<>();

    private int size;
    private @Nullable JournalException closed;

    /** @param limits how many events and values may wait */
    WriteQueue(JournalOptions limits) {
        this.limits = limits;
    }

    /** Takes a write in, or says why not. */
    synchronized @Nullable JournalException offer(Write write) {
        if (closed != null) {
            return closed;
        }
        int room = room(write.rank());
        if (size + write.size() > room) {
            return JournalException.full("the journal's queue is full (" + size + " waiting, at most " + room + ")");
        }
        waiting.addLast(write);
        size += write.size();
        if (write.waits()) {
            untold.addLast(write);
        }
        return null;
    }

    private int room(Write.Rank rank) {
        return switch (rank) {
            case ORDINARY -> limits.maxQueued();
            case FACT -> limits.maxRemembered();
            case EXIT -> limits.maxRemembered() + limits.exitReserve();
        };
    }

    /** The next write whose owner may be told that it is remembered; null when all know. */
    synchronized @Nullable Write nextUntold() {
        forgetDone();
        return untold.pollFirst();
    }

    /** Drops what needs not be told any more because it has been written. */
    synchronized void forgetDone() {
        while (!untold.isEmpty() && untold.peekFirst().completion().done()) {
            untold.removeFirst();
        }
    }

    /** Takes out the oldest writes: at least one when there is one, otherwise at most {@code limit} in size. */
    synchronized List<Write> take(int limit) {
        List<Write> taken = new ArrayList<>();
        int total = 0;
        while (!waiting.isEmpty()) {
            int next = waiting.peekFirst().size();
            if (!taken.isEmpty() && total + next > limit) {
                break;
            }
            taken.add(waiting.removeFirst());
            total += next;
        }
        size -= total;
        return taken;
    }

    /** Puts back what was taken out, to where it was. */
    synchronized void putBack(List<Write> taken) {
        for (Write write : taken.reversed()) {
            waiting.addFirst(write);
            size += write.size();
        }
    }

    /** Takes out what has waited longer than it wanted. */
    synchronized List<Write> takeExpired(long nanoTime) {
        List<Write> expired = new ArrayList<>();
        for (Iterator<Write> writes = waiting.iterator(); writes.hasNext(); ) {
            Write write = writes.next();
            if (write.deadline() != Write.NEVER && nanoTime - write.deadline() >= 0) {
                writes.remove();
                size -= write.size();
                expired.add(write);
            }
        }
        return expired;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Lets nothing in any more; what is inside stays. */
    synchronized void close(JournalException reason) {
        if (closed == null) {
            closed = reason;
        }
    }
}
