package io.autotrade;

import io.autotrade.bus.Control;
import io.autotrade.config.ConfigView;
import io.autotrade.evaluation.WaitingPlane;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instance answers that does not trade: because another one does, or because it is still recovering. */
final class Waiting {

    private static final String STANDBY =
            "this instance stands by while another one trades; it answers reads and takes over when that one is gone";
    private static final String RECOVERING = "this instance is recovering: the account is compared with the journal";

    private final Foundation foundation;
    private final WaitingPlane plane;
    private volatile String role = "standby";
    private volatile String why = STANDBY;

    Waiting(Foundation foundation) {
        this.foundation = foundation;
        this.plane = new WaitingPlane(
                foundation.vertx().eventBus(),
                foundation.books(),
                foundation.config(),
                foundation.provider().environment(),
                foundation.provider().id(),
                () -> why);
    }

    void open() {
        plane.open();
        plane.answer(Control.STATUS, request -> status());
        plane.answer(
                Control.CONFIG_VIEW,
                request -> Future.succeededFuture(
                        ConfigView.redacted(foundation.config().get())));
        plane.answer(
                Control.PLUGINS,
                request -> Future.succeededFuture(
                        PluginsJson.of(foundation.plugins().reports())));
    }

    /** This instance writes the journal now and is about to trade. */
    void recovering() {
        role = "recovering";
        why = RECOVERING;
    }

    /** This instance writes the journal and cannot trade yet. */
    void blocked(String reason) {
        why = RECOVERING + "; not yet: " + reason;
    }

    Future<Void> close() {
        return plane.close();
    }

    String banner() {
        return String.join(
                System.lineSeparator(),
                "autotrade  " + Version.TEXT,
                "standby    another instance trades; this one reads along and takes over when that one is gone");
    }

    private Future<JsonObject> status() {
        return Writer.find(foundation.journal()).map(this::status);
    }

    private JsonObject status(@Nullable JsonObject writer) {
        String reason = why;
        JsonObject feed =
                new JsonObject().put("state", "DOWN").put("detail", reason).put("age_ms", new JsonObject());
        StatusJson common = new StatusJson(
                false,
                role,
                List.of(reason),
                foundation.config().get(),
                foundation.provider(),
                false,
                foundation.books().lastAt(),
                feed,
                "",
                foundation.journal().following() || foundation.journal().healthy(),
                foundation.journal().lastSeq(),
                0,
                foundation.books());
        return common.render().put("writer", writer);
    }
}
