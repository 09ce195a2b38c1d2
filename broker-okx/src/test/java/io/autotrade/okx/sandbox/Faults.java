package io.autotrade.okx.sandbox;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** The faults that are to happen: some at a named call, others at random, from a seed. */
final class Faults {

    private record Planned(Predicate<String> call, Fault fault) {}

    private final Queue<Planned> planned = new ArrayDeque<>();
    private Random random = new Random(0);
    private double share;
    private Set<Fault> kinds = EnumSet.noneOf(Fault.class);

    /** The next request whose {@code METHOD /path} begins like this suffers the fault. */
    void next(String call, Fault fault) {
        planned.add(new Planned(name -> name.startsWith(call), fault));
    }

    /** From now on a share of all requests suffers a fault of one of these kinds. */
    void atRandom(long seed, double shareOfRequests, Set<Fault> of) {
        random = new Random(seed);
        share = shareOfRequests;
        kinds = EnumSet.copyOf(of);
    }

    void none() {
        planned.clear();
        share = 0;
    }

    Optional<Fault> of(String call) {
        for (Planned plan : planned) {
            if (plan.call.test(call)) {
                planned.remove(plan);
                return Optional.of(plan.fault);
            }
        }
        if (share > 0 && random.nextDouble() < share) {
            return kinds.stream().skip(random.nextInt(kinds.size())).findFirst();
        }
        return Optional.empty();
    }
}
