package io.autotrade.okx.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.PluginMetrics;
import io.autotrade.okx.loop.Eventually;
import io.autotrade.okx.loop.Loop;
import io.autotrade.okx.loop.ManualTime;
import io.autotrade.okx.rest.Credentials;
import io.autotrade.okx.rest.OkxRest;
import io.autotrade.okx.rest.RestSettings;
import io.autotrade.okx.sandbox.OkxSandbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Push connections through everything that can happen to them: real sockets, time that a test moves. */
@ExtendWith(VertxExtension.class)
class OkxSocketTest {

    private static final String BTC = "BTC-USDT-SWAP";
    private static final List<Channel> PUBLIC =
            List.of(Channel.ofInstrument("tickers", BTC), Channel.ofInstrument("mark-price", BTC));
    private static final List<Channel> PRIVATE = List.of(Channel.ofSwaps("orders"), Channel.named("account"));

    private final ManualTime time = new ManualTime();
    private final Told told = new Told();
    private OkxSandbox sandbox;
    private Loop loop;
    private Vertx vertx;
    private OkxRest rest;
    private OkxSocket socket;

    /** What the socket told, in order. */
    private static final class Told implements SocketListener {

        final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void data(Buffer message) {
            all.add("data " + message);
        }

        @Override
        public void up() {
            all.add("up");
        }

        @Override
        public void down(String why) {
            all.add("down " + why);
        }

        @Override
        public void reset(String detail) {
            all.add("reset");
        }

        long count(String beginning) {
            return all.stream().filter(text -> text.startsWith(beginning)).count();
        }
    }

    @BeforeEach
    void begin(Vertx given) {
        vertx = given;
        sandbox = OkxSandbox.start(vertx).unlimited();
        loop = new Loop(vertx, time);
        time.drives(loop);
        JsonObject account = sandbox.brokerSection().getJsonObject("demo");
        Credentials credentials = new Credentials(
                account.getString("api_key"), account.getString("secret_key"), account.getString("passphrase"));
        RestSettings settings = new RestSettings(
                URI.create(account.getString("base_url")), true, credentials, 100, 1, Duration.ofSeconds(20));
        rest = new OkxRest(vertx, settings, InstantSource.system(), PluginMetrics.none());
        Eventually.of(rest.start());
    }

    @AfterEach
    void end() {
        Eventually.of(loop.call(socket::close));
        rest.close();
        sandbox.close();
    }

    private OkxSocket at(String path, List<Channel> channels, Duration dataWithin) {
        SocketSettings settings = new SocketSettings(
                path,
                URI.create("ws://127.0.0.1:" + sandbox.port() + "/ws/v5/" + path),
                path.equals("private") ? rest.settings().credentials() : null,
                rest.clock(),
                channels,
                SocketTimings.standard(),
                dataWithin);
        socket = new OkxSocket(
                loop,
                SocketWires.of(vertx, settings.timings()),
                settings,
                told,
                Future::succeededFuture,
                LoggerFactory.getLogger("io.autotrade.okx.test"));
        return socket;
    }

    private void openPublic() {
        Eventually.of(loop.call(at("public", PUBLIC, null)::open));
    }

    private void openPrivate() {
        Eventually.of(loop.call(at("private", PRIVATE, null)::open));
    }

    private long received(String text) {
        return sandbox.sockets().received().stream()
                .filter(line -> line.contains(text))
                .count();
    }

    /** The pause that was chosen before the next attempt; nothing else is waited for once. */
    private Duration pause() {
        List<Duration> seen = new ArrayList<>();
        Eventually.until("a pause", () -> seen.addAll(time.waiting()), time::waiting);
        return seen.getFirst();
    }

    @Test
    void trap17_silenceIsAnsweredWithATextPingAndThePongIsNotTakenForData() {
        openPublic();
        long before = told.all.size();

        time.pass(Duration.ofSeconds(13));

        Eventually.until("a ping", () -> sandbox.sockets().received().contains("public ping"));
        for (int second = 0; second < 15; second += 3) {
            settle();
            time.pass(Duration.ofSeconds(3));
        }
        Eventually.until("the second ping, as the first was answered", () -> received("public ping") == 2);
        assertThat(told.all).hasSize((int) before);
        assertThat(told.count("down")).isZero();
    }

    /** A ping goes out and is taken, then the answer to it comes in: time must not pass on before. */
    private void settle() {
        sandbox.sockets().settle();
        sandbox.sockets().settle();
    }

    @Test
    void aConnectionThatDoesNotAnswerIsDead() {
        openPublic();
        sandbox.sockets().stall(true);

        time.pass(Duration.ofSeconds(24));

        Eventually.until("down", () -> told.count("down") == 1);
        assertThat(told.all.getLast()).contains("silent for 20000 ms");
        sandbox.sockets().stall(false);
        comesBack();
    }

    /** Time passes for the pause before an attempt, which is short, and not for the deadline of one under way. */
    private void comesBack() {
        Eventually.until("reset", () -> {
            time.waiting().stream()
                    .filter(pause -> pause.compareTo(Duration.ofSeconds(8)) < 0)
                    .findFirst()
                    .ifPresent(time::pass);
            return told.count("reset") == 1;
        });
    }

    @Test
    void aConnectionThatAnswersPingsButHasNoDataIsDeadWhereDataMustCome() {
        Eventually.of(loop.call(at("public", PUBLIC, Duration.ofSeconds(45))::open));
        sandbox.sockets().mute(true);

        for (int second = 0; second < 48 && told.count("down") == 0; second += 3) {
            time.pass(Duration.ofSeconds(3));
            settle();
        }

        Eventually.until("down", () -> told.count("down") == 1, () -> told.all);
        assertThat(told.all.getLast()).contains("without data for 45000 ms");
    }

    @Test
    void pausesBetweenAttemptsGrowAreJitteredAndEndAtACeiling() {
        openPublic();
        sandbox.sockets().refuse(true);
        sandbox.sockets().cut();
        Eventually.until("down", () -> told.count("down") == 1);

        List<Duration> pauses = new ArrayList<>();
        for (int attempt = 0; attempt < 10; attempt++) {
            Duration pause = pause();
            pauses.add(pause);
            time.pass(pause);
            Eventually.until(
                    "the attempt to fail",
                    () -> !time.waiting().isEmpty()
                            && !time.waiting().contains(SocketTimings.standard().answerWithin()));
        }

        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(400), Duration.ofSeconds(30)));
        for (int i = 1; i < 6; i++) {
            long ceiling = 400L << i;
            assertThat(pauses.get(i).toMillis()).isBetween(Math.max(400, ceiling / 2), ceiling);
        }
        assertThat(pauses.getLast().toMillis()).isBetween(15_000L, 30_000L);
        assertThat(pauses.subList(7, 10).stream().distinct().count()).isGreaterThan(1);
        assertThat(told.count("down")).isEqualTo(1);
    }

    @Test
    void afterALossEverythingIsSubscribedAgainBeforeItIsSaid() {
        openPublic();
        sandbox.sockets().cut();
        Eventually.until("down", () -> told.count("down") == 1);
        sandbox.sockets().holdAcknowledgements(true);
        time.pass(pause());
        Eventually.until("the second request", () -> received("\"subscribe\"") == 2);
        assertThat(told.count("reset")).isZero();

        sandbox.sockets().holdAcknowledgements(false);

        Eventually.until("reset", () -> told.count("reset") == 1);
        assertThat(sandbox.sockets().subscribed("public")).containsExactly("mark-price|" + BTC, "tickers|" + BTC);
    }

    @Test
    void trap18_logInComesBeforeSubscriptionsOnEveryConnection() {
        openPrivate();
        sandbox.sockets().cut();
        Eventually.until("down", () -> told.count("down") == 1);
        time.pass(pause());
        Eventually.until("reset", () -> told.count("reset") == 1);

        assertThat(sandbox.sockets().received())
                .extracting(text -> text.contains("login") ? "login" : "subscribe")
                .containsExactly("login", "subscribe", "login", "subscribe");
        assertThat(sandbox.sockets().subscribed("private")).containsExactly("account|", "orders|");
    }

    @Test
    void dataBeforeTheAcknowledgementIsTaken() {
        sandbox.sockets().holdAcknowledgements(true);
        OkxSocket early = at("public", PUBLIC, null);
        Future<Void> opened = loop.call(early::open);

        Eventually.until("data", () -> told.count("data") == 2);
        assertThat(opened.isComplete()).isFalse();

        sandbox.sockets().holdAcknowledgements(false);
        Eventually.of(opened);
        assertThat(told.all).last().isEqualTo("up");
    }

    @Test
    void anAcknowledgementThatNeverComesEndsTheAttempt() {
        sandbox.sockets().holdAcknowledgements(true);
        OkxSocket late = at("public", PUBLIC, null);
        Future<Void> opened = loop.call(late::open);
        Eventually.until("the request", () -> received("subscribe") == 1);

        time.pass(Duration.ofSeconds(11));

        assertThatThrownBy(() -> Eventually.of(opened)).hasMessageContaining("no answer while subscribing");
    }

    @Test
    void anAnnouncedUpgradeIsMetByConnectingAheadWithoutALoss() {
        openPrivate();

        sandbox.sockets().announceUpgrade();

        Eventually.until("a second log-in", () -> sandbox.sockets().logins() == 2);
        Eventually.until(
                "the old connection to be left",
                () -> sandbox.sockets().accepted() == 2 && sandbox.sockets().open("private") == 1);
        assertThat(told.count("down")).isZero();
        assertThat(sandbox.sockets().subscribed("private")).containsExactly("account|", "orders|");
        sandbox.sockets().text("{\"arg\":{\"channel\":\"orders\"},\"data\":[]}");
        Eventually.until("data on the new one", () -> told.all.getLast().contains("\"orders\""));
    }

    @Test
    void whenConnectingAheadFailsItIsTriedAgainWhileTheOldOneLives() {
        openPublic();
        sandbox.sockets().refuse(true);
        sandbox.sockets().announceUpgrade();
        Eventually.until(
                "a second plan",
                () -> time.waiting().contains(SocketTimings.standard().firstPause()));
        sandbox.sockets().refuse(false);

        time.pass(SocketTimings.standard().firstPause());

        Eventually.until(
                "the new connection",
                () -> sandbox.sockets().accepted() == 2 && sandbox.sockets().open("public") == 1);
        assertThat(told.count("down")).isZero();
    }

    @Test
    void subscriptionsAreMadeAnewOnlyAsOftenAsOkxTakesIt() {
        openPublic();

        Boolean[] last = {true};
        int granted = 0;
        for (int i = 0; i < 300; i++) {
            Eventually.of(loop.<Boolean>call(() -> {
                last[0] = socket.resubscribe(PUBLIC.getFirst());
                return Future.succeededFuture(last[0]);
            }));
            granted += last[0] ? 1 : 0;
        }

        // Two requests each, 440 an hour, one of which was the first subscription.
        assertThat(granted).isEqualTo(219);
        assertThat(last[0]).isFalse();
    }

    @Test
    void aChannelThatOkxDoesNotHaveCostsNoneOfTheOthers() {
        List<Channel> channels =
                List.of(PUBLIC.getFirst(), Channel.ofInstrument("tickers", "GONE-USDT-SWAP"), PUBLIC.getLast());

        Eventually.of(loop.call(at("public", channels, null)::open));

        assertThat(sandbox.sockets().subscribed("public")).containsExactly("mark-price|" + BTC, "tickers|" + BTC);
    }

    @Test
    void trap11_aKeyOfAnotherRegionIsNamedAsSuch() {
        SocketSettings settings = new SocketSettings(
                "private",
                URI.create("ws://127.0.0.1:" + sandbox.port() + "/ws/v5/private"),
                new Credentials("elsewhere", "secret", "phrase"),
                rest.clock(),
                PRIVATE,
                SocketTimings.standard());
        socket = new OkxSocket(
                loop,
                SocketWires.of(vertx, settings.timings()),
                settings,
                told,
                Future::succeededFuture,
                LoggerFactory.getLogger("io.autotrade.okx.test"));

        assertThatThrownBy(() -> Eventually.of(loop.call(socket::open)))
                .hasMessageContaining("60032")
                .hasMessageContaining("region");
    }

    @Test
    void trap19_unknownEventsDoNotEndTheConnection() {
        openPublic();
        sandbox.sockets().text("{\"event\":\"channel-conn-count\",\"channel\":\"orders\",\"connCount\":\"2\"}");
        sandbox.sockets().text("{\"event\":\"invented-tomorrow\"}");
        sandbox.sockets().text("{\"event\":\"notice\",\"code\":\"12345\",\"msg\":\"?\"}");
        sandbox.sockets().text("[1,2]");

        sandbox.sockets().push("tickers", BTC);

        Eventually.until("data", () -> told.count("data") == 3);
        assertThat(told.count("down")).isZero();
    }
}
