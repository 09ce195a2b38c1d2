package com.example.diary;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * What a diary holds already.
 *
 * @param length bytes of its whole lines
 * @param seq number of the last event in it, 0 when it is empty
 */
record Written(int length, long seq) {

    static Written in(byte[] content) {
        int end = last(content, content.length);
        if (end == 0) {
            return new Written(0, 0);
        }
        int begin = last(content, end - 1);
        String line = new String(content, begin, end - begin, StandardCharsets.UTF_8);
        return new Written(end, new JsonObject(line).getLong("seq"));
    }

    /** Position after the last end of a line before another position; 0 when there is none. */
    private static int last(byte[] content, int before) {
        int at = before;
        while (at > 0 && content[at - 1] != '\n') {
            at--;
        }
        return at;
    }
}
