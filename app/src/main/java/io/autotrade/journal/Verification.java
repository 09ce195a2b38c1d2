package io.autotrade.journal;

import java.util.List;

/**
 * Result of checking the hash chain.
 *
 * @param rows number of rows seen
 * @param lastSeq number of the last row
 * @param lastHash its hash, lower-case hex; noted elsewhere, it later proves that nothing before was touched, the end
 *     included
 * @param findings what is wrong, in order; empty when the journal is whole. At most 100
 */
public record Verification(long rows, long lastSeq, String lastHash, List<Finding> findings) {

    /** What was done to a row. */
    public enum Kind {
        CHANGED,
        REMOVED,
        INSERTED
    }

    /**
     * @param seq number of the row
     * @param message one sentence for a person
     */
    public record Finding(long seq, Kind kind, String message) {}

    public Verification {
        findings = List.copyOf(findings);
    }

    public boolean whole() {
        return findings.isEmpty();
    }
}
