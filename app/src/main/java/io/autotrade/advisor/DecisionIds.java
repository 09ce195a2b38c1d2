package io.autotrade.advisor;

import io.autotrade.broker.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids that follow from what they name, so that a repeated run of a recording gives the same ones. */
public final class DecisionIds {

    private DecisionIds() {}

    /** Id of the decision a cycle makes for a symbol: a version-3 UUID. */
    public static String of(String cycleId, Symbol symbol) {
        return UUID.nameUUIDFromBytes((cycleId + '/' + symbol).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
