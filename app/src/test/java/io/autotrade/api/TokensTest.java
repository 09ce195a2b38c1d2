package io.autotrade.api;

import static io.autotrade.api.RunningApi.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.bus.Control;
import io.autotrade.config.HttpConfig;
import io.autotrade.config.HttpConfig.Auth;
import io.autotrade.config.HttpConfig.Role;
import io.autotrade.config.HttpConfig.Token;
import io.autotrade.config.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    private static final String PAUSE = RunningApi.INTERNAL + "/scheduler/pause";
    private static final String CRON = RunningApi.INTERNAL + "/scheduler/cron-trigger";

    @TempDir
    private Path dir;

    private TokenStore open(Path dataDir) {
        HttpConfig config = TestConfig.http();
        return TokenStore.open(dataDir, () -> config);
    }

    @Test
    void theFirstStartMakesATokenForItsOwnerAlone() throws IOException {
        Path dataDir = dir.resolve("data");
        TokenStore first = open(dataDir);

        String token = first.firstStartToken().orElseThrow();
        Path file = dataDir.resolve("operator-token");
        assertThat(token).hasSizeGreaterThanOrEqualTo(40);
        assertThat(Files.readString(file)).isEqualTo(token + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(dataDir)).containsExactly(file);
        assertThat(first.authenticate(token)).contains(new Principal("operator", Role.OPERATOR, true));

        TokenStore second = open(dataDir);
        assertThat(second.firstStartToken()).isEmpty();
        assertThat(second.authenticate(token)).isPresent();
    }

    @Test
    void aFileOthersCouldReadIsTightened() throws IOException {
        Path file = Files.writeString(dir.resolve("operator-token"), "a-token-of-my-own-0123\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        open(dir);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anEmptyFileIsRefusedWithWhatToDo() throws IOException {
        Files.writeString(dir.resolve("operator-token"), "\n");

        assertThatThrownBy(() -> open(dir))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("delete the file to have one made");
    }

    @Test
    void aChangedFileTakesEffectAndABadOneDoesNot() throws IOException {
        TokenStore store = open(dir);
        String old = store.firstStartToken().orElseThrow();
        Files.writeString(dir.resolve("operator-token"), "a-token-of-my-own-0123\n");
        store.reload();
        assertThat(store.authenticate("a-token-of-my-own-0123")).isPresent();
        assertThat(store.authenticate(old)).isEmpty();

        Files.writeString(dir.resolve("operator-token"), "");
        store.reload();
        assertThat(store.authenticate("")).isEmpty();
        assertThat(store.authenticate("a-token-of-my-own-0123")).isPresent();
    }

    @Test
    void configuredTokensFollowTheConfiguration() {
        AtomicReference<HttpConfig> config = new AtomicReference<>(TestConfig.http());
        TokenStore store = TokenStore.open(dir, config::get);
        assertThat(store.authenticate(TestConfig.VIEWER)).map(Principal::role).contains(Role.VIEWER);

        config.set(TestConfig.tokens(
                TestConfig.http(), List.of(new Token("new", Role.APPROVER, Secret.of("another-token-0123456789")))));

        assertThat(store.authenticate(TestConfig.VIEWER)).isEmpty();
        assertThat(store.authenticate("another-token-0123456789")).contains(new Principal("new", Role.APPROVER, true));
    }

    @Test
    void theGeneratedTokenActsAndItsNameIsPassedOn() {
        try (RunningApi api = RunningApi.start()) {
            String token = api.tokens.firstStartToken().orElseThrow();
            assertThat(settled(api.request(HttpMethod.POST, PAUSE)
                                    .bearerTokenAuthentication(token)
                                    .send())
                            .statusCode())
                    .isEqualTo(200);
            api.post(PAUSE);

            assertThat(api.rooms.asked(Control.SCHEDULER_PAUSE))
                    .extracting(request -> request.getString("by"))
                    .containsExactly("operator", "otto");
        }
    }

    @Test
    void aTokenInTheAddressIsNotAccepted() {
        try (RunningApi api = RunningApi.start()) {
            HttpResponse<Buffer> response =
                    settled(api.request(HttpMethod.POST, PAUSE + "?token=" + TestConfig.OPERATOR)
                            .send());

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(api.rooms.asked(Control.SCHEDULER_PAUSE)).isEmpty();
        }
    }

    @Test
    void withoutAuthenticationExistingScriptsWorkUnchanged() {
        try (RunningApi api = RunningApi.start(TestConfig.auth(TestConfig.http(), Auth.OFF))) {
            assertThat(settled(api.request(HttpMethod.POST, PAUSE).send()).statusCode())
                    .isEqualTo(200);
            assertThat(settled(api.request(HttpMethod.PATCH, RunningApi.INTERNAL + "/runtime-mode")
                                    .sendJsonObject(new io.vertx.core.json.JsonObject().put("mode", "paper")))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theCronTokenOpensItsOneDoor() {
        try (RunningApi api = RunningApi.start(TestConfig.cron(TestConfig.http(), "cron-secret"))) {
            assertThat(cron(api, null).statusCode()).isEqualTo(401);
            assertThat(cron(api, "wrong").statusCode()).isEqualTo(401);
            assertThat(cron(api, "cron-secret").statusCode()).isEqualTo(200);
            assertThat(api.rooms.asked(Control.SCHEDULER_TRIGGER))
                    .singleElement()
                    .satisfies(
                            request -> assertThat(request.getString("trigger")).isEqualTo("cron"));
        }
    }

    private static HttpResponse<Buffer> cron(RunningApi api, String token) {
        var request = api.request(HttpMethod.POST, CRON);
        if (token != null) {
            request.putHeader("X-Cron-Token", token);
        }
        return settled(request.send());
    }

    @Test
    void guessingLocksAnAddressOutForAWhileEvenWithTheRightToken() {
        try (RunningApi api = RunningApi.start()) {
            for (int i = 0; i < Limits.WRONG_TOKENS; i++) {
                assertThat(guess(api, "wrong-" + i).statusCode()).isEqualTo(401);
            }

            HttpResponse<Buffer> locked = guess(api, TestConfig.OPERATOR);
            assertThat(locked.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(locked.getHeader("Retry-After"))).isBetween(1, 61);
            assertThat(api.get(RunningApi.INTERNAL + "/portfolio").statusCode())
                    .as("reads that need no token go on")
                    .isEqualTo(200);

            api.now.updateAndGet(now -> now.plus(Limits.LOCKOUT).plus(Duration.ofSeconds(1)));
            assertThat(guess(api, TestConfig.OPERATOR).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<Buffer> guess(RunningApi api, String token) {
        return settled(api.request(HttpMethod.POST, PAUSE)
                .bearerTokenAuthentication(token)
                .send());
    }

    @Test
    void tooManyRequestsOfOneAddressWait() {
        try (RunningApi api = RunningApi.start()) {
            int admitted = 0;
            HttpResponse<Buffer> last = api.get("/healthz");
            while (last.statusCode() == 200 && admitted <= 600) {
                admitted++;
                last = api.get("/healthz");
            }

            assertThat(admitted).isEqualTo(600);
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.getHeader("Retry-After")).isEqualTo("1");
            api.now.updateAndGet(now -> now.plusSeconds(1));
            assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
        }
    }
}
