package io.autotrade.bench.soak;

import io.autotrade.bench.crash.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Goes from every order the venue has had to the decision it comes from, over HTTP alone. */
final class OrderTrace {

    private static final String API = "/api/autotrade/v1";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_TOLD = 20;

    private final ServiceProcess service;
    private final Map<String, JsonObject> known = new HashMap<>();
    private final Map<String, Set<String>> dossiers = new HashMap<>();
    private final Map<String, Integer> bySafety = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int toDecisions;

    OrderTrace(ServiceProcess service) {
        this.service = service;
    }

    /**
     * @param orders of the venue
     * @return what could not be traced
     */
    List<String> follow(List<JsonObject> orders) throws IOException, InterruptedException {
        readOrders();
        for (JsonObject order : orders) {
            String own = order.getString("clOrdId", "");
            String id = own.isEmpty() ? order.getString("algoClOrdId", "") : own;
            if (!order.getString("category", "normal").equals("normal")) {
                count("forced by the venue: " + order.getString("category"));
            } else if (id.isEmpty()) {
                problem("the venue had order " + order.getString("ordId") + ", which nobody here has sent");
            } else {
                follow(id);
            }
        }
        return problems;
    }

    private void follow(String id) throws IOException, InterruptedException {
        JsonObject order = known.get(id);
        if (order == null) {
            problem("order " + id + " of the venue is not among the orders");
            return;
        }
        String decision = order.getString("decisionId");
        if (decision == null) {
            count(order.getString("reason", "no reason"));
        } else if (dossier(decision).contains(id)) {
            toDecisions++;
        } else {
            problem("order " + id + " names decision " + decision + ", which does not know it");
        }
    }

    /** Client order ids in what a decision led to, those of its stops and targets among them. */
    private Set<String> dossier(String decision) throws IOException, InterruptedException {
        Set<String> read = dossiers.get(decision);
        if (read == null) {
            read = new HashSet<>();
            for (JsonObject order : VenueBooks.rows(
                    get("/decisions/" + decision).getJsonObject("decision").getJsonArray("orders"))) {
                read.add(order.getString("clientOrderId"));
                read.add(order.getString("protectionId", ""));
            }
            dossiers.put(decision, read);
        }
        return read;
    }

    private void readOrders() throws IOException, InterruptedException {
        String cursor = "";
        while (cursor != null) {
            JsonObject page = get("/orders?limit=1000" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            for (JsonObject order : VenueBooks.rows(page.getJsonArray("items"))) {
                known.put(order.getString("clientOrderId"), order);
                String protection = order.getString("protectionId");
                if (protection != null) {
                    known.putIfAbsent(protection, order);
                }
            }
            cursor = page.getString("next_cursor");
        }
    }

    private JsonObject get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = service.get(API + path);
        while (response.statusCode() == TOO_MANY_REQUESTS) {
            service.runFor(Duration.ofMillis(500));
            response = service.get(API + path);
        }
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body());
    }

    private void count(String reason) {
        bySafety.merge(reason.replaceAll("[0-9.]+", "#"), 1, Integer::sum);
    }

    private void problem(String text) {
        if (problems.size() < MOST_TOLD) {
            problems.add(text);
        }
    }

    @Override
    public String toString() {
        return toDecisions + " orders lead to " + dossiers.size() + " decisions; without one: " + bySafety;
    }
}
