package com.example.diary;

import io.autotrade.broker.EventConsumerContext;
import io.autotrade.broker.EventConsumerProvider;
import io.autotrade.broker.SpiVersion;
import io.vertx.core.Deployable;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;

/** Consumer {@code diary}: writes events of some types to a file, one line each, every event once. */
public final class DiaryProvider implements EventConsumerProvider {

    @Override
    public int spiMajor() {
        return SpiVersion.MAJOR;
    }

    @Override
    public String id() {
        return "diary";
    }

    @Override
    public String displayName() {
        return "Diary of fills and outcomes";
    }

    @Override
    public JsonObject configurationSchema() {
        return new JsonObject("""
                {
                  "type": "object",
                  "properties": {
                    "file": {"type": "string", "minLength": 1, "default": "data/diary.jsonl"},
                    "types": {
                      "type": "array", "items": {"type": "string"}, "minItems": 1, "default": ["fill", "outcome"]
                    }
                  },
                  "additionalProperties": false
                }
                """);
    }

    /** Writing to a file waits. */
    @Override
    public ThreadingModel threadingModel() {
        return ThreadingModel.VIRTUAL_THREAD;
    }

    @Override
    public Deployable verticle(EventConsumerContext context) {
        return new Diary(context);
    }
}
