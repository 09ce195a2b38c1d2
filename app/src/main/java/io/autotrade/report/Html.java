package io.autotrade.report;

import java.util.List;

/** The few pieces of HTML a report is made of; every text is escaped. */
final class Html {

    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
            table{border-collapse:collapse}th,td{padding:.2rem .8rem .2rem 0;text-align:left;font-variant-numeric:tabular-nums}
            th{font-weight:600;border-bottom:1px solid #8888}svg{width:100%;height:auto}
            .line{fill:none;stroke:#2f7ed8;stroke-width:1.5}.gain{fill:#2a9d62}.loss{fill:#d64545}
            .axis{stroke:#8888;stroke-width:1}text{fill:currentColor;font-size:11px}""";

    private Html() {}

    static String page(String title, String body) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">"
                + "<title>" + text(title) + "</title><style>" + STYLE + "</style></head><body><h1>" + text(title)
                + "</h1>" + body + "</body></html>\n";
    }

    static String section(String title, String content) {
        return "<section><h2>" + text(title) + "</h2>" + content + "</section>";
    }

    static String table(List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "<p>none</p>";
        }
        StringBuilder table = new StringBuilder("<table>");
        if (head.stream().anyMatch(name -> !name.isEmpty())) {
            table.append("<tr>");
            head.forEach(name ->
                    table.append("<th scope=\"col\">").append(text(name)).append("</th>"));
            table.append("</tr>");
        }
        for (List<String> row : rows) {
            table.append("<tr>");
            row.forEach(cell -> table.append("<td>").append(text(cell)).append("</td>"));
            table.append("</tr>");
        }
        return table.append("</table>").toString();
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
