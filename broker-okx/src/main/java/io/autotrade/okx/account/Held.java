package io.autotrade.okx.account;

import io.autotrade.broker.Position;
import io.autotrade.okx.model.AlgoRow;
import io.autotrade.okx.model.PositionRow;
import java.util.List;

/**
 * A position as it was read, with all protective orders that waited then.
 *
 * @param waiting those of other positions too
 */
record Held(PositionRow row, List<AlgoRow> waiting) {

    Position position() {
        return row.position(waiting);
    }

    /** The protective orders of this position, the one placed last first. */
    List<AlgoRow> protection() {
        return row.protection(waiting);
    }
}
