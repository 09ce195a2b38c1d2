package io.autotrade.advisor.llm;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.CritiqueRecorded;
import io.autotrade.bus.JournalEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * What model calls have cost, per UTC day of wall time: a fold over the journal, so that a restart forgets nothing.
 * Days are counted by the time of the commit and not by the market's clock, which may run faster. Safe from any thread.
 */
public final class CostLedger {

    private LocalDate day = LocalDate.MIN;
    private BigDecimal today = BigDecimal.ZERO;
    private BigDecimal total = BigDecimal.ZERO;
    private final Map<String, Spending> notYetJournalled = new HashMap<>();

    private record Spending(LocalDate day, BigDecimal cost) {}

    /** Takes a committed entry into account; entries other than advice and critiques change nothing. */
    public synchronized void accept(JournalEntry entry) {
        switch (entry.event()) {
            case AdviceReceived advice -> spent(advice.cycleId(), advice.costUsd(), utcDay(entry.recordedAt()));
            case CritiqueRecorded critique ->
                spent(critique.outcomeId(), critique.costUsd(), utcDay(entry.recordedAt()));
            default -> {
                // cost nothing
            }
        }
    }

    private void spent(String cause, BigDecimal cost, LocalDate at) {
        notYetJournalled.remove(cause);
        total = total.add(cost);
        if (at.isAfter(day)) {
            day = at;
            today = BigDecimal.ZERO;
        }
        if (at.equals(day)) {
            today = today.add(cost);
        }
    }

    /**
     * Notes the cost of a call that is not in the journal yet; forgotten when its advice or critique is.
     *
     * @param cause cycle id or outcome id
     */
    synchronized void note(String cause, BigDecimal cost, Instant wallTime) {
        LocalDate at = utcDay(wallTime);
        notYetJournalled.values().removeIf(spending -> spending.day().isBefore(at));
        notYetJournalled.merge(
                cause,
                new Spending(at, cost),
                (a, b) -> new Spending(at, a.cost().add(b.cost())));
    }

    /** Spent on the UTC day of this wall time, US dollars. */
    public synchronized BigDecimal spentOn(Instant wallTime) {
        LocalDate at = utcDay(wallTime);
        BigDecimal pending = notYetJournalled.values().stream()
                .filter(spending -> spending.day().equals(at))
                .map(Spending::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return at.equals(day) ? today.add(pending) : pending;
    }

    /** Spent since the journal began, US dollars. */
    public synchronized BigDecimal total() {
        return total;
    }

    private static LocalDate utcDay(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
