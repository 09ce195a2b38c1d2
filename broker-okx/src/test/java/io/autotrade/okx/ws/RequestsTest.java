package io.autotrade.okx.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much is asked of OKX at once, and how often. */
class RequestsTest {

    @Test
    void trap21_manyChannelsAreAskedForInFramesThatOkxTakes() {
        List<Channel> many = IntStream.range(0, 900)
                .mapToObj(i -> Channel.ofInstrument("tickers", "COIN" + i + "-WITH-A-LONG-NAME-USDT-SWAP"))
                .toList();

        List<String> frames = Requests.of("subscribe", many);

        assertThat(frames).allSatisfy(frame -> assertThat(frame.length()).isLessThan(65_536));
        assertThat(frames.stream()
                        .mapToInt(frame ->
                                new JsonObject(frame).getJsonArray("args").size())
                        .sum())
                .isEqualTo(900);
        assertThat(frames).hasSizeLessThan(30);
    }

    @Test
    void attemptsToConnectKeepThePaceOfOkx() {
        Allowance pace = new Allowance(3, Duration.ofMillis(1_100));

        assertThat(IntStream.range(0, 7).mapToObj(i -> pace.reserve(0)).map(Duration::toMillis))
                .containsExactly(0L, 0L, 0L, 1_100L, 1_100L, 1_100L, 2_200L);
    }
}
