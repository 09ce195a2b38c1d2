package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.AdviceReceived;
import io.autotrade.bus.Decision;
import io.autotrade.bus.DecisionMade;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.JournalEntry;
import io.autotrade.bus.Leg;
import io.autotrade.bus.OrderIntended;
import io.autotrade.bus.VerdictGiven;
import io.autotrade.bus.VerdictOutcome;
import io.autotrade.config.ConfigLoader;
import io.autotrade.evaluation.CycleReplay;
import io.autotrade.evaluation.CycleReplay.Difference;
import io.autotrade.journal.PgJournal;
import io.autotrade.risk.RiskGate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the built-in rules decided is made again from the record, and whatever is not as recorded is told. */
@Timeout(240)
class RecordReplayIT {

    private static final String SIMULATED = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {speed: max, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;

    @TempDir
    private Path home;

    @Test
    void makesDecisionsVerdictsAndOrdersAgainAndTellsWhatDiffers() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED)) {
            service.awaitType("fill");
            assertThat(service.control("/scheduler/pause").statusCode()).isEqualTo(200);
        }
        Path conf = home.resolve("conf/autotrade.yaml");
        StringWriter out = new StringWriter();
        CommandLine line = Autotrade.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

        int code = line.execute("replay", "--all", "--conf", conf.toString());

        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("0 replies", " 0 differences")
                .doesNotContain(" 0 times the built-in rules", " 0 verdicts", " 0 orders", "no kept input");

        ReadJournal.read(ConfigLoader.load(conf, null, Map.of()), this::assertToldWhatDiffers);
    }

    private int assertToldWhatDiffers(PgJournal journal) {
        AtomicReference<String> entered = new AtomicReference<>("");
        journal.replay(entry -> {
                    if (entry.event() instanceof OrderIntended intent
                            && intent.leg() == Leg.ENTRY
                            && intent.cycleId() != null) {
                        entered.set(intent.cycleId());
                    }
                })
                .await();
        List<DomainEvent> cycle = journal.projections().cycle(entered.get()).await().stream()
                .map(JournalEntry::event)
                .toList();
        CycleReplay replay =
                new CycleReplay(new RiskGate(), hash -> journal.blob(hash).await());

        assertThat(replay.replay(cycle).differences()).isEmpty();
        assertThat(differences(replay, cycle, RecordReplayIT::largerOrder)).containsExactly("order");
        assertThat(differences(replay, cycle, RecordReplayIT::otherReason)).contains("decision");
        assertThat(differences(replay, cycle, RecordReplayIT::refused)).contains("outcome");
        assertThat(differences(replay, cycle, event -> event instanceof VerdictGiven ? null : event))
                .contains("verdict");

        List<DomainEvent> old = cycle.stream().map(RecordReplayIT::withoutInput).toList();
        CycleReplay.Report report = replay.replay(old);
        assertThat(report.differences()).isEmpty();
        assertThat(report.skipped())
                .as("the advice and each verdict")
                .isEqualTo(1
                        + (int) cycle.stream()
                                .filter(VerdictGiven.class::isInstance)
                                .count());
        return 0;
    }

    private static List<String> differences(
            CycleReplay replay, List<DomainEvent> cycle, Function<DomainEvent, @Nullable DomainEvent> change) {
        List<DomainEvent> changed =
                cycle.stream().map(change).filter(Objects::nonNull).toList();
        return replay.replay(changed).differences().stream()
                .map(Difference::what)
                .distinct()
                .toList();
    }

    private static DomainEvent largerOrder(DomainEvent event) {
        return event instanceof OrderIntended i && i.leg() == Leg.ENTRY && i.quantity() != null
                ? new OrderIntended(
                        i.clientOrderId(),
                        i.decisionId(),
                        i.cycleId(),
                        i.brokerId(),
                        i.symbol(),
                        i.leg(),
                        i.side(),
                        i.orderType(),
                        i.quantity().multiply(BigDecimal.TWO),
                        i.limitPrice(),
                        i.reduceOnly(),
                        i.leverage(),
                        i.protectionId(),
                        i.stopLoss(),
                        i.takeProfit(),
                        i.referencePrice(),
                        i.notAfter(),
                        i.reason(),
                        i.at())
                : event;
    }

    private static DomainEvent otherReason(DomainEvent event) {
        if (!(event instanceof DecisionMade made)) {
            return event;
        }
        Decision d = made.decision();
        Decision other = new Decision(
                d.decisionId(),
                d.symbol(),
                d.action(),
                d.sizePct(),
                d.quantity(),
                d.leverage(),
                d.confidence(),
                d.stopLoss(),
                d.takeProfit(),
                d.maxSlippageBps(),
                d.invalidation(),
                d.rationale() + "!");
        return new DecisionMade(made.cycleId(), other, made.advisor(), made.model(), made.marketPrice(), made.at());
    }

    private static DomainEvent refused(DomainEvent event) {
        return event instanceof VerdictGiven v ? verdict(v, VerdictOutcome.REFUSED, v.inputHash()) : event;
    }

    /** As the journal had it before inputs were kept. */
    private static DomainEvent withoutInput(DomainEvent event) {
        return switch (event) {
            case VerdictGiven v -> verdict(v, v.outcome(), null);
            case AdviceReceived a -> a.basedOn(Objects.requireNonNull(a.marketViewHash()), null, a.readAgainst());
            default -> event;
        };
    }

    private static VerdictGiven verdict(VerdictGiven v, VerdictOutcome outcome, @Nullable String input) {
        return new VerdictGiven(
                v.cycleId(),
                v.decisionId(),
                v.symbol(),
                v.action(),
                outcome,
                v.rules(),
                v.quantity(),
                v.referencePrice(),
                v.at(),
                input);
    }
}
