package io.autotrade.feedback;

import io.autotrade.bus.Action;
import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stated confidence against what became of it, per model and prompt version: Brier score (mean of {@code (confidence -
 * result)^2}, result 1 for a net gain and 0 otherwise; 0 is perfect, 0.25 is guessing) and ten reliability bins. A fold
 * over the journal; not thread-safe.
 */
public final class Calibration {

    private static final int BINS = 10;

    /** Decisions that were let through and whose trade is not closed; an entry that never filled is let go in time. */
    private static final int AWAITED = 10_000;

    /**
     * Who stated the confidence.
     *
     * @param model name of the advisor where no model decided
     */
    public record Source(String model, String promptVersion) implements Comparable<Source> {

        @Override
        public int compareTo(Source other) {
            int byModel = model.compareTo(other.model);
            return byModel != 0 ? byModel : promptVersion.compareTo(other.promptVersion);
        }
    }

    /**
     * Trades whose stated confidence was in a range.
     *
     * @param from lower bound of the stated confidence, included
     * @param to upper bound, not included but for the last bin
     * @param wins trades with a net gain
     * @param meanConfidence of the trades in the bin; zero when there is none
     */
    public record Bin(BigDecimal from, BigDecimal to, int trades, int wins, BigDecimal meanConfidence) {

        /** Share of trades with a net gain; null when there is none. */
        public @Nullable BigDecimal winRate() {
            return trades == 0 ? null : Sums.mean(BigDecimal.valueOf(wins), trades);
        }
    }

    /**
     * How far the confidence of one source can be trusted.
     *
     * @param trades closed trades, at least one
     * @param brier 0 to 1, less is better
     * @param bins ten, from the lowest confidence up
     */
    public record Score(
            Source source, int trades, int wins, BigDecimal meanConfidence, BigDecimal brier, List<Bin> bins) {

        public Score {
            bins = List.copyOf(bins);
        }
    }

    private static final class Sums {
        private final int[] trades = new int[BINS];
        private final int[] wins = new int[BINS];
        private final BigDecimal[] stated =
                IntStream.range(0, BINS).mapToObj(bin -> BigDecimal.ZERO).toArray(BigDecimal[]::new);
        private BigDecimal squares = BigDecimal.ZERO;

        void add(BigDecimal confidence, boolean win) {
            int bin = Math.clamp(confidence.movePointRight(1).intValue(), 0, BINS - 1);
            trades[bin]++;
            wins[bin] += win ? 1 : 0;
            stated[bin] = stated[bin].add(confidence);
            BigDecimal error = confidence.subtract(win ? BigDecimal.ONE : BigDecimal.ZERO);
            squares = squares.add(error.multiply(error));
        }

        Score score(Source source) {
            int all = IntStream.of(trades).sum();
            BigDecimal sum = BigDecimal.ZERO;
            for (BigDecimal part : stated) {
                sum = sum.add(part);
            }
            List<Bin> bins = IntStream.range(0, BINS)
                    .mapToObj(i -> new Bin(
                            BigDecimal.valueOf(i, 1),
                            BigDecimal.valueOf(i + 1L, 1),
                            trades[i],
                            wins[i],
                            mean(stated[i], trades[i])))
                    .toList();
            return new Score(source, all, IntStream.of(wins).sum(), mean(sum, all), mean(squares, all), bins);
        }

        private static BigDecimal mean(BigDecimal sum, int count) {
            return count == 0 ? BigDecimal.ZERO : sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL32);
        }
    }

    private final Map<Source, Sums> sums = new TreeMap<>();
    private final Map<String, Source> awaited = new LinkedHashMap<>();
    private String cycleId = "";
    private Source current = new Source("", "");

    Calibration() {}

    void apply(DomainEvent event) {
        switch (event) {
            case AdviceReceived e -> {
                cycleId = e.cycleId();
                current = new Source(Objects.requireNonNullElse(e.model(), e.advisor()), e.promptVersion());
            }
            case DecisionMade e -> decided(e);
            case VerdictGiven e -> judged(e);
            case OutcomeRecorded e -> closed(e);
            default -> {
                // says nothing about confidence
            }
        }
    }

    private void decided(DecisionMade made) {
        Action action = made.decision().action();
        if (made.cycleId().equals(cycleId) && (action == Action.BUY || action == Action.SELL)) {
            awaited.put(made.decision().decisionId(), current);
            if (awaited.size() > AWAITED) {
                awaited.remove(awaited.keySet().iterator().next());
            }
        }
    }

    private void judged(VerdictGiven verdict) {
        if (verdict.outcome() != VerdictOutcome.ACCEPTED && verdict.outcome() != VerdictOutcome.AMENDED) {
            awaited.remove(verdict.decisionId());
        }
    }

    private void closed(OutcomeRecorded outcome) {
        Source source = outcome.openedByDecision() == null ? null : awaited.remove(outcome.openedByDecision());
        if (source != null && outcome.confidence() != null) {
            sums.computeIfAbsent(source, first -> new Sums())
                    .add(outcome.confidence(), outcome.netPnl().signum() > 0);
        }
    }

    List<Score> scores() {
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().score(entry.getKey()))
                .toList();
    }
}
