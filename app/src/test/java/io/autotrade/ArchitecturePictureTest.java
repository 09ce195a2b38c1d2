package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The picture of docs/architecture.md shows the rooms as they are. {@code -Ddocs.write=true} draws it anew. */
class ArchitecturePictureTest {

    private static final int ROW = 40;
    private static final int TOP = 96;
    private static final int LEFT = 190;
    private static final int WIDTH = 470;
    private static final int RIGHT = LEFT + WIDTH + 40;

    private static final Map<String, String> ROOMS = Map.ofEntries(
            Map.entry("telemetry", "metrics, log and spans; looks, and is not looked at"),
            Map.entry("report", "exports and the performance page"),
            Map.entry("api", "HTTP, WebSocket, contract, tokens, dashboard"),
            Map.entry("evaluation", "the schedule and one readable cycle"),
            Map.entry("feedback", "outcomes, learned rules, calibration"),
            Map.entry("advisor", "model client, prompt, strict parser; built-in rules"),
            Map.entry("execution", "intent, order, fill; reconciliation, kill switch"),
            Map.entry("risk", "pure functions from proposal to verdict"),
            Map.entry("portfolio", "books: a fold over fills and funding"),
            Map.entry("market", "feed, candles, indicators"),
            Map.entry("plugin", "class loaders, discovery"),
            Map.entry("alert", "webhook, Slack, Discord, Telegram"),
            Map.entry("journal", "append-only truth and its projections"),
            Map.entry("bus", "event records and addresses: the vocabulary"),
            Map.entry("config", "one immutable typed tree"));

    /** @param beside room it talks to */
    private record Outside(String beside, String title, String text, boolean left) {}

    private static final List<Outside> OUTSIDE = List.of(
            new Outside("api", "People", "and their programs", true),
            new Outside("bus", "Consumers", "events on the bus", true),
            new Outside("telemetry", "Prometheus", "also OTLP, logs", true),
            new Outside("advisor", "Language model", "OpenAI dialect", false),
            new Outside("journal", "PostgreSQL", "embedded, or yours", false));

    @Test
    void thePictureShowsEveryRoomInItsPlace() throws IOException {
        assertThat(ROOMS.keySet()).containsExactlyInAnyOrderElementsOf(ArchitectureTest.ROOMS);
        Path file = Documentation.root().resolve("docs/images/architecture.svg");
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, svg());
        }

        assertThat(Files.readString(file)).isEqualTo(svg());
    }

    private static String svg() {
        int height = TOP + ROW * ROOMS.size() + 24;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1010 %1$d" font-family="system-ui, sans-serif" role="img">
                <title>autotrade: the rooms of the service, each using only those below it, and what stands around them</title>
                <style>
                rect { fill: #fff; stroke: #8a94a0 } text { fill: #1c2733; font-size: 13px } .b { font-weight: 600 }
                .s { fill: #5b6672; font-size: 12px } .app { fill: #eef3f8 } .plug { fill: #eaf5ee } .out { fill: #fbf4e6 }
                path { stroke: #8a94a0; fill: none; marker-end: url(#a) }
                </style>
                <defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" style="fill: #8a94a0; stroke: none; marker-end: none"/></marker></defs>
                <rect width="1010" height="%1$d" stroke="none" style="stroke: none"/>
                """.formatted(height));
        box(svg, "app", LEFT - 14, 12, WIDTH + 28, height - 24);
        text(svg, "b", LEFT, 36, "app: the service");
        text(svg, "s", LEFT, 54, "Autotrade: command line and wiring, above all rooms");
        text(svg, "s", LEFT, 76, "A room uses only rooms below it; a test holds it to that.");
        for (String room : ArchitectureTest.ROOMS) {
            int y = rowOf(room);
            box(svg, "", LEFT, y, WIDTH, ROW - 6);
            text(svg, "b", LEFT + 12, y + 22, room);
            text(svg, "s", LEFT + 112, y + 22, ROOMS.get(room));
        }
        OUTSIDE.forEach(outside -> outside(svg, outside));
        plugins(svg);
        return svg.append("</svg>\n").toString();
    }

    private static void outside(StringBuilder svg, Outside outside) {
        int y = rowOf(outside.beside()) - 4;
        int x = outside.left() ? 8 : RIGHT + 20;
        box(svg, "out", x, y, outside.left() ? 140 : 260, 40);
        text(svg, "b", x + 10, y + 17, outside.title());
        text(svg, "s", x + 10, y + 33, outside.text());
        int from = outside.left() ? 148 : LEFT + WIDTH;
        int to = outside.left() ? LEFT : x;
        svg.append("<path d=\"M%d %d H%d\"/>\n".formatted(from, y + 21, to));
    }

    /** The specification beside the rooms that speak it, the brokers behind it. */
    private static void plugins(StringBuilder svg) {
        int y = rowOf("execution") + 4;
        int end = rowOf("plugin") + ROW - 6;
        box(svg, "plug", RIGHT + 20, y, 104, end - y);
        text(svg, "b", RIGHT + 30, y + 22, "broker-spi");
        text(svg, "s", RIGHT + 30, y + 40, "specification");
        text(svg, "s", RIGHT + 30, y + 56, "and its kit");
        for (String room : List.of("execution", "market", "plugin")) {
            svg.append("<path d=\"M%d %d H%d\"/>\n".formatted(LEFT + WIDTH, rowOf(room) + 17, RIGHT + 20));
        }
        int at = y;
        for (String broker : List.of("broker-simulated", "broker-okx", "yours")) {
            box(svg, "plug", RIGHT + 136, at, 144, 38);
            text(svg, "b", RIGHT + 146, at + 17, broker);
            text(svg, "s", RIGHT + 146, at + 32, "a jar in plugins/");
            at += 48;
        }
        text(svg, "s", RIGHT + 136, at + 10, "and behind them");
        text(svg, "s", RIGHT + 136, at + 26, "the venues");
    }

    private static int rowOf(String room) {
        return TOP + ROW * ArchitectureTest.ROOMS.indexOf(room);
    }

    private static void box(StringBuilder svg, String kind, int x, int y, int width, int height) {
        svg.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n"
                .formatted(kind, x, y, width, height));
    }

    private static void text(StringBuilder svg, String kind, int x, int y, String text) {
        svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(kind, x, y, text));
    }

    /** The table of the page names the rooms too. */
    @Test
    void thePageExplainsEveryRoom() throws IOException {
        String page = Files.readString(Documentation.root().resolve("docs/architecture.md"));
        List<String> rows = page.lines().filter(line -> line.startsWith("| `")).toList();

        assertThat(rows.stream().map(row -> row.split("`")[1]).collect(Collectors.toList()))
                .containsSubsequence(ArchitectureTest.ROOMS);
    }
}
