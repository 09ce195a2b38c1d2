package io.autotrade.evaluation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Ids of cycles: they follow from time and number, so that two runs of one recording give the same ones. */
final class CycleIds {

    private CycleIds() {}

    static String of(String brokerId, long number, Instant startedAt) {
        String name = brokerId + '/' + number + '/' + startedAt;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
