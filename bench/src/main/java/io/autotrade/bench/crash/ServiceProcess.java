package io.autotrade.bench.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as a process of its own, started from the jar that is shipped. */
public final class ServiceProcess implements AutoCloseable {

    /** Options of the JVM for measurements: those of {@code bin/autotrade}. */
    public static final List<String> MEASURED = List.of("-Xmx512m", "-XX:+UseSerialGC");

    private static final List<String> QUICK = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Pattern API = Pattern.compile("API +http://localhost:([0-9]+)/.*");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A shell that puts a build into the background has it ignore Ctrl-C, and what it starts does so too. */
    private static final boolean INTERRUPT_IS_IGNORED = interruptIsIgnored();

    private static final List<String> LISTEN_TO_INTERRUPT = List.of("env", "--default-signal=INT");

    private final Path home;
    private final Process process;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private volatile long readyAfterMillis;

    private ServiceProcess(Path home, Process process) {
        this.home = home;
        this.process = process;
        Thread.ofPlatform().daemon().name("output of " + process.pid()).start(this::follow);
    }

    /** The java that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** @param conf of which the folder above is the home */
    static ServiceProcess start(Path root, Path conf) throws IOException {
        return start(root, conf, List.of());
    }

    /**
     * As {@link #start(Path, Path)}, for a test that starts it often: with its classes laid out beforehand.
     *
     * @param options further ones of the JVM
     */
    public static ServiceProcess start(Path root, Path conf, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(QUICK);
        all.addAll(options);
        return launch(root, conf, all);
    }

    /**
     * Starts it as its users do, for measurements.
     *
     * @param root of the project
     * @param conf of which the folder above is the home
     */
    public static ServiceProcess startMeasured(Path root, Path conf) throws IOException {
        return launch(root, conf, MEASURED);
    }

    private static ServiceProcess launch(Path root, Path conf, List<String> options) throws IOException {
        Path home = conf.getParent().getParent();
        List<String> command = new ArrayList<>(INTERRUPT_IS_IGNORED ? LISTEN_TO_INTERRUPT : List.of());
        command.add(java());
        command.addAll(options);
        command.addAll(
                List.of("-jar", root.resolve("app/target/autotrade.jar").toString(), "run", "--conf", conf.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        home.resolve("service.log").toFile()))
                .start();
        return new ServiceProcess(home, process);
    }

    private static boolean interruptIsIgnored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    private void follow() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher api = API.matcher(line);
                if (api.matches()) {
                    readyAfterMillis = (System.nanoTime() - startedAt) / 1_000_000;
                    port.complete(Integer.parseInt(api.group(1)));
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(new IOException("the service ended before it was ready"));
    }

    /** Waits until it trades or stands by. */
    public ServiceProcess awaitReady() throws IOException, InterruptedException {
        try {
            port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("not ready, see " + home.resolve("service.log"), e);
        }
    }

    /** Time from the start of the process until it traded, in milliseconds. */
    public long readyAfterMillis() {
        return readyAfterMillis;
    }

    /** Lets it run for a while. */
    public void runFor(Duration time) throws InterruptedException {
        process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * Sends a signal and waits for the end.
     *
     * @return how long it took, in milliseconds
     */
    public long stop(String signal) throws IOException, InterruptedException {
        long began = System.nanoTime();
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the service did not stop");
        }
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** Time since the start of the process, in milliseconds. */
    public long ageMillis() {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    /** To ask the system about it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Of the HTTP interface. */
    public int port() {
        return port.join();
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    /** Memory of the process that is in use, in MiB; 0 where the system does not tell. */
    public long residentMiB() throws IOException {
        return residentMiB(process);
    }

    static long residentMiB(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher resident = RESIDENT.matcher(Files.readString(status));
        return resident.find() ? Long.parseLong(resident.group(1)) / 1_024 : 0;
    }

    /**
     * Has everything collected that nothing holds any more.
     *
     * @return false where that cannot be asked for
     */
    public boolean collectGarbage() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return Files.isExecutable(jcmd)
                && new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Acts with the operator's token. */
    public HttpResponse<String> post(String path) throws IOException, InterruptedException {
        String token = Files.readString(home.resolve("data/operator-token")).strip();
        return HTTP.send(
                request(path)
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
