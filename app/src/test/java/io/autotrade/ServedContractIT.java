package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.api.ContractCheck;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the whole service really says is what its contract promises. */
@Timeout(180)
class ServedContractIT {

    private static final String SIMULATED = """
            trading: {evaluation_interval_minutes: 5}
            market: {source: simulated, simulated: {speed: max, seed: 1, start: "2026-01-01T06:00:00Z"}}
            """;

    @TempDir
    private Path home;

    @Test
    void everyReadIsAnsweredInItsShapeOnceSomethingHasBeenTraded() throws Exception {
        try (RunningService service = RunningService.start(home, SIMULATED);
                ContractCheck contract = new ContractCheck()) {
            service.awaitType("fill");
            service.control("/scheduler/pause");
            JsonObject fill = service.get("/fills").getJsonArray("items").getJsonObject(0);
            UnaryOperator<String> filled = path -> path.replace("{symbol}", "BTC-USDT-SWAP")
                    .replace("{decisionId}", fill.getString("decisionId"))
                    .replace("{clientOrderId}", fill.getString("clientOrderId"))
                    .replace("{portfolioId}", "simulation");
            int checked = 0;
            for (ContractCheck.Read read : contract.reads(filled)) {
                HttpResponse<String> response = service.call("GET", read.path(), "");
                String type = response.headers().firstValue("Content-Type").orElse("");
                contract.holds(read, response.statusCode(), type, response.body());
                checked++;
            }
            assertThat(checked).isGreaterThan(25);
        }
    }
}
