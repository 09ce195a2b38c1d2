package io.autotrade.advisor.llm;

import static io.autotrade.advisor.llm.Samples.KEY;
import static io.autotrade.advisor.llm.Samples.dec;
import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.advisor.llm.ChatFault.Kind;
import io.autotrade.config.Secret;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ChatClientTest {

    private static final ChatRequest QUESTION =
            new ChatRequest(List.of(new ChatMessage.User("what now?")), dec("0.7"), true, null);

    private Vertx vertx;
    private ModelServer server;
    private ChatClient client;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        server = ModelServer.start(vertx);
        client = client(50, InetAddress::getAllByName);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private ChatClient client(int failuresToOpen, ChatClient.Resolver resolver) {
        ChatClient.Tuning tuning = new ChatClient.Tuning(
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(10), new Random(1)),
                200_000,
                failuresToOpen,
                Duration.ofMillis(100),
                Duration.ofSeconds(2));
        return new ChatClient(vertx, InstantSource.system(), tuning, resolver);
    }

    private ChatOutcome ask(String baseUrl, Duration budget, String... allowedHosts) throws Exception {
        ModelEndpoint endpoint = new ModelEndpoint("deepseek", "deepseek-chat", baseUrl, Secret.of(KEY));
        CallLimits limits = new CallLimits(Instant.now().plus(budget), Duration.ofSeconds(2), 2, Set.of(allowedHosts));
        return client.complete(endpoint, QUESTION, limits).await(30, TimeUnit.SECONDS);
    }

    private ChatOutcome ask() throws Exception {
        return ask(server.baseUrl(), Duration.ofSeconds(10));
    }

    private static ChatFault faultOf(ChatOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChatOutcome.Failed.class);
        ChatFault fault = ((ChatOutcome.Failed) outcome).fault();
        assertThat(fault.toString()).doesNotContain(KEY);
        return fault;
    }

    @ParameterizedTest
    @CsvSource({
        "401, bad key sk-test-0123456789abcdef, UNAUTHORIZED, API key",
        "403, no, UNAUTHORIZED, API key",
        "402, Insufficient Balance, NO_BALANCE, no balance",
        "404, The model `x` does not exist, UNKNOWN_MODEL, trading.llm.model",
        "404, nothing here, WRONG_URL, base_url",
        "400, Model not found, UNKNOWN_MODEL, trading.llm.model",
        "400, broken with sk-test-0123456789abcdef inside, REFUSED, ***",
        "422, response_format, REFUSED, response_format",
        "408, slow, REFUSED, 408"
    })
    void neverRepeatsARefusalAndSaysWhatToDo(int status, String message, Kind kind, String hint) throws Exception {
        server.then(ModelServer.error(status, message));

        ChatFault fault = faultOf(ask());

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.message()).contains(hint);
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void repeatsRateLimitsServerErrorsAndBrokenConnections() throws Exception {
        server.then(ModelServer.rateLimited("0"), ModelServer.error(503, "busy"), ModelServer.says("[]"));
        assertThat(ask()).isInstanceOf(ChatOutcome.Answered.class);
        assertThat(server.calls()).hasSize(3);

        server.now(ModelServer.cutsOff(), ModelServer.says("[]"));
        assertThat(ask()).isInstanceOf(ChatOutcome.Answered.class);
    }

    @Test
    void givesUpAfterTheConfiguredTries() throws Exception {
        server.then(ModelServer.error(500, "broken"));

        ChatOutcome outcome = ask();

        assertThat(faultOf(outcome).kind()).isEqualTo(Kind.SERVER);
        assertThat(outcome.attempts()).isEqualTo(3);
        assertThat(server.calls()).hasSize(3);
    }

    @Test
    void doesNotWaitLongerThanThereIsTime() throws Exception {
        server.then(ModelServer.rateLimited("120"));

        ChatFault fault = faultOf(ask());

        assertThat(fault.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(120));
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void honoursRetryAfter() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), new Random(3));
        Instant now = Instant.parse("2026-03-02T08:00:00Z");

        assertThat(backoff.before(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(backoff.before(3, null)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(backoff.before(30, null)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(Backoff.retryAfter("Mon, 02 Mar 2026 08:00:30 GMT", now)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Backoff.retryAfter("soon", now)).isNull();
    }

    @Test
    void refusesPagesOversizedBodiesAndRedirects() throws Exception {
        server.then(ModelServer.page());
        assertThat(faultOf(ask()).kind()).isEqualTo(Kind.NOT_JSON);

        server.now(ModelServer.oversized(1_000_000));
        assertThat(faultOf(ask()).kind()).isEqualTo(Kind.TOO_LARGE);

        try (ModelServer elsewhere = ModelServer.start(vertx)) {
            server.now(ModelServer.redirects(elsewhere.baseUrl() + "/chat/completions"));
            assertThat(faultOf(ask()).kind()).isEqualTo(Kind.WRONG_URL);
            assertThat(elsewhere.calls()).isEmpty();
        }
    }

    @Test
    void leavesAModelAloneAfterRepeatedFailureAndComesBack() throws Exception {
        client = client(3, InetAddress::getAllByName);
        server.then(ModelServer.error(500, "broken"));
        ask();
        assertThat(server.calls()).hasSize(3);

        assertThat(faultOf(ask()).kind()).isEqualTo(Kind.CIRCUIT_OPEN);
        assertThat(server.calls()).hasSize(3);

        server.now(ModelServer.says("[]"));
        ModelEndpoint endpoint = new ModelEndpoint("deepseek", "deepseek-chat", server.baseUrl(), Secret.of(KEY));
        Instant bound = Instant.now().plusSeconds(10);
        while (client.circuitOpen(endpoint) && Instant.now().isBefore(bound)) {
            Thread.onSpinWait();
        }
        assertThat(ask()).isInstanceOf(ChatOutcome.Answered.class);
    }

    @Test
    void tellsWhatWentWrongWhileAModelIsLeftAlone() throws Exception {
        client = client(1, InetAddress::getAllByName);
        server.then(ModelServer.error(401, "bad key"));
        ask();

        ChatFault fault = faultOf(ask());

        assertThat(fault.kind()).isEqualTo(Kind.CIRCUIT_OPEN);
        assertThat(fault.message()).contains("left alone").contains("refuses the API key (status 401)");
    }

    @Test
    void countsFailuresOfCyclesThatAreMinutesApartUntilThereIsAnAnswer() throws Exception {
        assertThat(ChatClient.circuitOptions(ChatClient.Tuning.DEFAULT).getFailuresRollingWindow())
                .isGreaterThan(Duration.ofHours(1).toMillis());

        client = client(3, InetAddress::getAllByName);
        for (int i = 0; i < 3; i++) {
            server.now(ModelServer.error(400, "odd"));
            ask();
            ask();
            server.now(ModelServer.says("[]"));
            assertThat(ask()).isInstanceOf(ChatOutcome.Answered.class);
        }
    }

    @Test
    void blackensAKeyThatIsSentBack() throws Exception {
        server.then(ModelServer.thinks("you sent Bearer " + KEY, "[] " + KEY));

        ChatReply reply = ((ChatOutcome.Answered) ask()).reply();

        assertThat(reply.content()).isEqualTo("[] ***");
        assertThat(reply.reasoning()).isEqualTo("you sent Bearer ***");
        assertThat(new ModelEndpoint("ollama", "x", server.baseUrl(), Secret.of("1")).withoutKey("0.1"))
                .as("a placeholder is no key")
                .isEqualTo("0.1");
    }

    @Test
    void takesNoCountThatCannotBeTrueAndNoEndlessListOfToolCalls() throws Exception {
        String call = "{\"id\":\"c\",\"function\":{\"name\":\"live_market_data\",\"arguments\":\"{}\"}}";
        server.then(ModelServer.json(
                200,
                "{\"choices\":[{\"message\":{\"content\":\"\",\"tool_calls\":[" + (call + ",").repeat(999) + call
                        + "]}}],\"usage\":{\"prompt_tokens\":1e30,\"completion_tokens\":9e18}}"));

        ChatReply reply = ((ChatOutcome.Answered) ask()).reply();

        assertThat(reply.usage().prompt()).isBetween(1L, 1_000L);
        assertThat(reply.usage().completion()).isZero();
        assertThat(reply.toolCalls()).hasSizeLessThan(50);
    }

    @ParameterizedTest
    @CsvSource({"llama3:latest, true", "models/llama3, true", "llama3, true", "llama31, false"})
    void knowsAModelUnderTheNameItIsListedBy(String listed, boolean known) throws Exception {
        server.models(ModelServer.json(200, "{\"data\":[{\"id\":\"" + listed + "\"}]}"));
        ModelEndpoint endpoint = new ModelEndpoint("ollama", "llama3", server.baseUrl(), null);
        CallLimits limits = new CallLimits(Instant.now().plusSeconds(5), Duration.ofSeconds(2), 0, Set.of());

        assertThat(client.probe(endpoint, limits).await(10, TimeUnit.SECONDS).isEmpty())
                .isEqualTo(known);
    }

    @Test
    void refusesNamesThatLeadIntoThePrivateNetworkUnlessAllowed() throws Exception {
        client = client(50, host -> new InetAddress[] {
            InetAddress.getByAddress(new byte[] {8, 8, 8, 8}), InetAddress.getByAddress(new byte[] {10, 0, 0, 7})
        });

        ChatFault fault = faultOf(ask("https://models.example/v1", Duration.ofSeconds(1)));

        assertThat(fault.kind()).isEqualTo(Kind.BAD_ADDRESS);
        assertThat(fault.message()).contains("private address").contains("allowed_hosts");
    }

    @Test
    void connectsToTheAddressItChecked() throws Exception {
        server.then(ModelServer.says("[]"));
        client = client(50, host -> new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})});
        String named = server.baseUrl().replace("127.0.0.1", "local.example");

        assertThat(ask(named, Duration.ofSeconds(5), "local.example")).isInstanceOf(ChatOutcome.Answered.class);
    }

    @Test
    void saysWhichHostIsNotKnown() throws Exception {
        client = client(50, host -> {
            throw new UnknownHostException(host);
        });
        assertThat(faultOf(ask("https://nowhere.example/v1", Duration.ofSeconds(1)))
                        .message())
                .contains("not known")
                .contains("base_url");
    }

    @Test
    void saysThatTheKeyIsMissingBeforeAnythingIsSent() throws Exception {
        client = client(50, host -> new InetAddress[] {InetAddress.getByAddress(new byte[] {8, 8, 8, 8})});
        ModelEndpoint endpoint = new ModelEndpoint("deepseek", "deepseek-chat", "https://api.example/v1", null);
        CallLimits limits = new CallLimits(Instant.now().plusSeconds(5), Duration.ofSeconds(1), 0, Set.of());

        ChatFault fault = faultOf(client.complete(endpoint, QUESTION, limits).await(10, TimeUnit.SECONDS));

        assertThat(fault.kind()).isEqualTo(Kind.MISSING_KEY);
        assertThat(fault.message()).contains("trading.llm.api_key");
    }

    @Test
    void asksReasoningModelsWithoutForcedFormat() throws Exception {
        ModelEndpoint reasoner = new ModelEndpoint("deepseek", "deepseek-reasoner", server.baseUrl(), null);
        ModelEndpoint unknown = new ModelEndpoint("somewhere", "x", server.baseUrl(), null);

        assertThat(QUESTION.body(reasoner, ProviderTraits.of(reasoner)))
                .doesNotContain("response_format", "temperature");
        assertThat(QUESTION.body(unknown, ProviderTraits.of(unknown)))
                .contains("temperature")
                .doesNotContain("response_format");
    }
}
