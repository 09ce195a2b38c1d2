package io.autotrade;

import io.autotrade.config.HttpConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the service that runs on this machine how it is. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks the service that runs on this machine with this configuration whether it is alive, for"
                + " containers and supervisors.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it is", "1:it is not", "2:the command line was not understood"})
final class HealthCommand implements Callable<Integer> {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int PATIENCE_SECONDS = 8;

    /** Which question. */
    static final class Question {

        @Option(names = "--ready", description = "Whether it trades, rather than waits or recovers.")
        private boolean ready;

        @Option(names = "--safe", description = "Whether it may open positions now.")
        private boolean safe;

        String path() {
            return safe ? "/safez" : ready ? "/readyz?strict=true" : "/healthz";
        }
    }

    /** @param body an empty object when it is not JSON */
    private record Reply(int status, JsonObject body) {}

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @ArgGroup
    private Question question = new Question();

    @Option(names = "--json", description = "Prints the answer of the service.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Vertx vertx = Vertx.vertx();
        try {
            Reply reply = ask(vertx, options.load().http());
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? reply.body().encodePrettily() : text(reply));
            out.flush();
            return reply.status() == 200 ? Autotrade.OK : Autotrade.FAILED;
        } finally {
            vertx.close().await();
        }
    }

    /** The own machine is asked, so nobody else can answer with a certificate of theirs. */
    private Reply ask(Vertx vertx, HttpConfig http) {
        HttpClientOptions client = new HttpClientOptions()
                .setSsl(http.tls() != null)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setConnectTimeout(CONNECT_MILLIS);
        String host = http.host().equals("0.0.0.0") || http.host().equals("::") ? "127.0.0.1" : http.host();
        return vertx.createHttpClient(client)
                .request(HttpMethod.GET, http.port(), host, question.path())
                .compose(request -> request.send())
                .compose(HealthCommand::read)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .await();
    }

    private static Future<Reply> read(HttpClientResponse response) {
        return response.body().map(body -> {
            String type = response.headers().get("Content-Type");
            boolean isJson = type != null && type.startsWith("application/json");
            return new Reply(response.statusCode(), isJson ? body.toJsonObject() : new JsonObject());
        });
    }

    private static String text(Reply reply) {
        String reasons = reply.body().getJsonArray("reasons", new JsonArray()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining("; "));
        String answer = reply.status() == 200 ? "yes" : "no, status " + reply.status();
        return reasons.isEmpty() ? answer : answer + ": " + reasons;
    }
}
