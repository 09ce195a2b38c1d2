package io.autotrade.api;

import io.autotrade.bus.Control;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a browser sees at /: the dashboard when it was built into the service, else a page that says where to look. */
final class Pages {

    private static final String DIRECTORY = "dashboard";

    private final ControlBus bus;
    private final String version;
    private final BooleanSupplier open;
    private final String directory;
    private final String page = read();

    /** @param open whether a caller without a token may see the state of the service */
    Pages(ControlBus bus, String version, BooleanSupplier open) {
        this(bus, version, open, DIRECTORY);
    }

    /** @param directory where on the class path the dashboard is */
    Pages(ControlBus bus, String version, BooleanSupplier open, String directory) {
        this.bus = bus;
        this.version = version;
        this.open = open;
        this.directory = directory;
    }

    private static String read() {
        try (InputStream file = Pages.class.getResourceAsStream("status.html")) {
            if (file == null) {
                throw new IllegalStateException("status.html is missing from the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void mount(Router router) {
        if (Pages.class.getClassLoader().getResource(entry()) == null) {
            router.get("/").handler(this::plainPage);
            return;
        }
        router.get().handler(Pages::cacheControl);
        router.get()
                .handler(
                        StaticHandler.create(directory).setCachingEnabled(false).setIncludeHidden(false));
        router.get().handler(this::entryPage);
    }

    private String entry() {
        return directory + "/index.html";
    }

    /** Names of assets carry a hash of their content; the entry page names them and must be asked for each time. */
    private static void cacheControl(RoutingContext context) {
        boolean asset = context.normalizedPath().startsWith("/assets/");
        context.response().putHeader("Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache");
        context.next();
    }

    /** The dashboard has addresses of its own for its pages; all of them are the entry page. */
    private void entryPage(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        String path = context.normalizedPath();
        boolean page = accept != null
                && accept.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/assets/");
        if (page) {
            context.response()
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .sendFile(entry());
        } else {
            context.response().headers().remove("Cache-Control");
            context.next();
        }
    }

    private void plainPage(RoutingContext context) {
        if (!open.getAsBoolean()) {
            send(context, "<p>Its state is shown to those who have a token.</p>");
            return;
        }
        bus.ask(Control.STATUS)
                .map(Pages::facts)
                .otherwise("<p>The service is starting.</p>")
                .onSuccess(facts -> send(context, facts));
    }

    private void send(RoutingContext context, String facts) {
        context.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(page.replace("{{version}}", escaped(version)).replace("{{facts}}", facts));
    }

    private static String facts(JsonObject status) {
        StringBuilder rows = new StringBuilder("<table>");
        row(rows, "Environment", status.getValue("environment"));
        row(rows, "Broker", status.getValue("broker"));
        row(rows, "Market source", status.getValue("market_source"));
        row(rows, "Market", status.getValue("market_description"));
        row(rows, "Advisor", status.getValue("advisor"));
        row(rows, "Trading state", status.getValue("state"));
        row(rows, "Ready", status.getBoolean("ready", false) ? "yes" : "no");
        for (Object reason : status.getJsonArray("reasons", new JsonArray())) {
            row(rows, "", reason);
        }
        return rows.append("</table>").toString();
    }

    private static void row(StringBuilder rows, String name, @Nullable Object value) {
        rows.append("<tr><th scope=\"row\">")
                .append(escaped(name))
                .append("</th><td>")
                .append(escaped(value == null ? "unknown" : value.toString()))
                .append("</td></tr>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
