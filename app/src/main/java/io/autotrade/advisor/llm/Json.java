package io.autotrade.advisor.llm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A JSON value as a model wrote it, with what was wrong about it. */
sealed interface Json {

    /**
     * @param members in the order of the text; of a repeated name the first value
     * @param conflicts names that occur again with another value
     * @param closed whether the text held the closing brace
     */
    record Obj(Map<String, Json> members, Set<String> conflicts, boolean closed, int start, int end) implements Json {}

    /** @param closed whether the text held the closing bracket */
    record Arr(List<Json> items, boolean closed, int start, int end) implements Json {}

    record Text(String value) implements Json {}

    record Num(BigDecimal value) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    /** A number that is none (NaN, Infinity) or cannot be one here (beyond 40 digits). */
    record NotFinite(String literal) implements Json {}

    /** A list item that could not be read; the items around it could. */
    record Broken(int start, int end) implements Json {}
}
