package io.autotrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide names only what exists. */
class HttpGuideTest {

    private static final Pattern CALL = Pattern.compile(
            "curl[^\\n]*?(?:-X (\\w+) )?[^\\n]*(?:\\\\\\n[^\\n]*)?(?:\\$API|/internal/autotrade/v1)(/[A-Za-z_/-]+)");

    @Test
    void everyExampleIsAnOperationOfTheContract() throws IOException {
        String guide = Files.readString(guide());
        Vertx vertx = Vertx.vertx();
        try {
            Contract contract = RunningApi.settled(Contract.load(vertx));
            List<String> paths =
                    CALL.matcher(guide).results().map(result -> result.group(2)).toList();
            assertThat(paths).hasSizeGreaterThan(9);
            Matcher calls = CALL.matcher(guide);
            while (calls.find()) {
                String text = calls.group();
                Matcher method = Pattern.compile("-X (\\w+)").matcher(text);
                HttpMethod wanted = method.find() ? HttpMethod.valueOf(method.group(1)) : HttpMethod.GET;
                assertThat(contract.operation(Contract.API + calls.group(2), wanted))
                        .as(text)
                        .isNotNull();
            }
        } finally {
            RunningApi.settled(vertx.close());
        }
    }

    @Test
    void everyTopicIsNamed() throws IOException {
        String guide = Files.readString(guide());

        for (Topic topic : Topic.values()) {
            assertThat(guide).contains("`" + topic.wireName() + "`");
        }
    }

    private static Path guide() {
        Path fromModule = Path.of("../docs/http.md");
        return Files.exists(fromModule) ? fromModule : Path.of("docs/http.md");
    }
}
