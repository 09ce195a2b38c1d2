package io.autotrade.okx.account;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.okx.model.AlgoRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Protective orders in the place of one whose id cannot be used: it belongs to an entry that can still fill, and its
 * protection with it, or to an order that has failed. Their ids are made from it, so that they are known for what they
 * are by another process too.
 */
final class StandIns {

    /** Numbers of ids to try. */
    static final int MOST = 10;

    private StandIns() {}

    static ClientOrderId id(ClientOrderId wanted, int number) {
        return OrderWrites.partId(wanted, number);
    }

    /**
     * Those of the live protective orders of one position that another one has made superfluous. Of stand-ins for the
     * same order the one placed last stays.
     *
     * @param protection the one placed last first
     */
    static List<AlgoRow> surplus(List<AlgoRow> protection) {
        List<AlgoRow> surplus = new ArrayList<>();
        for (AlgoRow algo : protection) {
            boolean replaced = protection.stream()
                    .anyMatch(other ->
                            isStandIn(algo.clientId(), other.clientId()) || isLaterTwin(protection, algo, other));
            if (replaced) {
                surplus.add(algo);
            }
        }
        return surplus;
    }

    private static boolean isStandIn(@Nullable ClientOrderId id, @Nullable ClientOrderId wanted) {
        if (id == null || wanted == null) {
            return false;
        }
        for (int number = 0; number <= MOST; number++) {
            if (id(wanted, number).equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLaterTwin(List<AlgoRow> protection, AlgoRow algo, AlgoRow other) {
        ClientOrderId id = algo.clientId();
        ClientOrderId otherId = other.clientId();
        return id != null
                && otherId != null
                && !id.equals(otherId)
                && protection.indexOf(other) < protection.indexOf(algo)
                && hasNumber(id)
                && hasNumber(otherId)
                && stem(id).equals(stem(otherId));
    }

    private static boolean hasNumber(ClientOrderId id) {
        return id.value().matches(".+p[0-9]{1,2}");
    }

    private static String stem(ClientOrderId id) {
        return id.value().replaceFirst("p[0-9]{1,2}$", "");
    }
}
