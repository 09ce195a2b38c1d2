package io.autotrade.journal;

import io.autotrade.journal.Verification.Finding;
import io.autotrade.journal.Verification.Kind;
import java.util.ArrayList;
import java.util.List;

/** Follows the chain row by row and tells where it breaks. */
final class ChainCheck {

    private static final int MOST = 100;

    private final HashChain chain = new HashChain();
    private final List<Finding> findings = new ArrayList<>();
    private Head last = Head.EMPTY;
    private long rows;
    /** By how much the numbers of the rows have been moved since they were written. */
    private long moved;

    /**
     * A row as stored.
     *
     * @param payload in UTF-8; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; copying a million payloads would cost more than hashing
    record Stored(long seq, long tsMicros, String type, byte[] payload, Hash previous, Hash hash) {}

    void next(Stored row) {
        rows++;
        boolean follows = row.seq() == last.seq() + 1;
        if (!follows) {
            missing(last.seq() + 1, row.seq() - 1);
        }
        if (isWhole(row, moved)) {
            if (follows && !row.previous().equals(last.hash())) {
                broken(row);
            }
        } else if (isWhole(row, moved + 1)) {
            moved++;
            inserted(row.seq() - 1);
        } else if (isWhole(row, moved - 1)) {
            moved--;
            add(
                    row.seq(),
                    Kind.REMOVED,
                    "a row before row " + row.seq() + " was removed and the rows after it renumbered");
        } else {
            add(row.seq(), Kind.CHANGED, "row " + row.seq() + " (" + row.type() + ") was changed");
        }
        last = new Head(row.seq(), row.hash());
    }

    private boolean isWhole(Stored row, long shift) {
        return chain.next(row.previous(), row.seq() - shift, row.tsMicros(), row.type(), row.payload())
                .equals(row.hash());
    }

    /** Says that rows are gone that something else refers to. */
    void missing(long from, long to) {
        add(
                from,
                Kind.REMOVED,
                from == to ? "row " + from + " was removed" : "rows " + from + " to " + to + " were removed");
    }

    /** A text that a row refers to is not the one that was stored. */
    void changedText(String hash) {
        add(last.seq(), Kind.CHANGED, "the stored text " + hash + " was changed");
    }

    /** The row is whole but continues another one than stands before it. */
    private void broken(Stored row) {
        if (!found(row.seq() - 1)) {
            add(
                    row.seq() - 1,
                    Kind.CHANGED,
                    "row " + (row.seq() - 1) + " was replaced; row " + row.seq() + " continues another one");
        }
    }

    private void inserted(long seq) {
        findings.removeIf(finding -> finding.seq() == seq);
        add(seq, Kind.INSERTED, "row " + seq + " was inserted and the rows after it renumbered");
    }

    private boolean found(long seq) {
        return !findings.isEmpty() && findings.getLast().seq() == seq;
    }

    private void add(long seq, Kind kind, String message) {
        if (findings.size() < MOST) {
            findings.add(new Finding(seq, kind, message));
        }
    }

    long lastSeq() {
        return last.seq();
    }

    long rows() {
        return rows;
    }

    Verification result() {
        return new Verification(rows, last.seq(), last.hash().toString(), findings);
    }
}
