package io.autotrade.okx.sandbox;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** The faults that are to happen: some at a named call, others at random, from a seed. */
final class Faults {

    private record PlannedRefusal(String call, Refusal refusal) {}

    private final Queue<PlannedRefusal> refusals = new ArrayDeque<>();

    private record Planned(Predicate<String> call, Fault fault) {}

    /** Bad luck without end would prove nothing: then nobody could have done anything. */
    private static final int MOST_IN_A_ROW = 2;

    /** One call at a time runs into a limit, and one list at a time is empty that should not be. */
    private static final Set<Fault> SELDOM = EnumSet.of(Fault.LIMITED, Fault.EMPTY_LIST);

    private static final long SELDOM_MILLIS = 5_000;

    private final Map<Fault, Long> latest = new EnumMap<>(Fault.class);
    private final Map<String, Integer> inARow = new HashMap<>();
    private final Queue<Planned> planned = new ArrayDeque<>();
    private Random random = new Random(0);
    private double share;
    private Set<Fault> kinds = EnumSet.noneOf(Fault.class);

    /** The next request whose {@code METHOD /path} begins like this suffers the fault. */
    void next(String call, Fault fault) {
        planned.add(new Planned(name -> name.startsWith(call), fault));
    }

    /** The next request whose {@code METHOD /path} begins like this is refused so. */
    void refuse(String call, Refusal refusal) {
        refusals.add(new PlannedRefusal(call, refusal));
    }

    /** How a request is to be refused, if it is. */
    Optional<Refusal> refusal(String call) {
        Optional<PlannedRefusal> plan = refusals.stream()
                .filter(planned -> call.startsWith(planned.call))
                .findFirst();
        plan.ifPresent(refusals::remove);
        return plan.map(PlannedRefusal::refusal);
    }

    /** From now on a share of all requests suffers a fault of one of these kinds. */
    void atRandom(long seed, double shareOfRequests, Set<Fault> of) {
        random = new Random(seed);
        share = shareOfRequests;
        kinds = EnumSet.copyOf(of);
    }

    void none() {
        planned.clear();
        inARow.clear();
        share = 0;
    }

    Optional<Fault> of(String call, long now) {
        for (Planned plan : planned) {
            if (plan.call.test(call)) {
                planned.remove(plan);
                return Optional.of(plan.fault);
            }
        }
        if (share > 0 && random.nextDouble() < share && inARow.getOrDefault(call, 0) < MOST_IN_A_ROW) {
            Fault fault = List.copyOf(kinds).get(random.nextInt(kinds.size()));
            long before = latest.getOrDefault(fault, Long.MIN_VALUE / 2);
            if (!SELDOM.contains(fault) || now - before >= SELDOM_MILLIS) {
                latest.put(fault, now);
                inARow.merge(call, 1, Integer::sum);
                return Optional.of(fault);
            }
        }
        inARow.remove(call);
        return Optional.empty();
    }
}
