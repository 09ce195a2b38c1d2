package io.autotrade;

import io.autotrade.config.HttpConfig;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the instance is that trades, as it leaves word in the store for those that stand by. */
final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final String OWNER = "service";
    private static final String KEY = "writer";

    private Writer() {}

    /** Leaves word that this instance trades. Nothing depends on it, so a failure is only told. */
    static void claim(Foundation foundation, int port) {
        HttpConfig http = foundation.config().get().http();
        String url = (http.tls() == null ? "http" : "https") + "://" + http.host() + ":" + port;
        JsonObject word = new JsonObject()
                .put("url", url)
                .put("pid", ProcessHandle.current().pid())
                .put("since", foundation.wallClock().instant().toString());
        foundation
                .journal()
                .keyValues(OWNER)
                .put(KEY, word.encode())
                .onFailure(e -> LOG.warn("where this instance is could not be noted: {}", e.getMessage()));
    }

    /** What the instance that trades, or traded last, left word of; null when nothing is known. */
    static Future<@Nullable JsonObject> find(Journal journal) {
        return journal.keyValues(OWNER)
                .get(KEY)
                .map(text -> text == null ? null : new JsonObject(text))
                .recover(e -> e instanceof DecodeException ? Future.succeededFuture() : Future.failedFuture(e))
                .otherwiseEmpty();
    }
}
