package io.autotrade.portfolio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Amounts in JSON: the number, and beside it the exact decimal text. */
final class Exact {

    private Exact() {}

    /** Writes {@code name} as a number and {@code nameExact} as text, both null for null. */
    static void put(ObjectNode json, String name, @Nullable BigDecimal value) {
        BigDecimal plain = value != null && value.scale() < 0 ? value.setScale(0) : value;
        json.put(name, plain);
        json.put(name + "Exact", plain == null ? null : plain.toPlainString());
    }
}
