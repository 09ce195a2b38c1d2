package io.autotrade;

import io.autotrade.execution.HandOverRefused;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a plugin, but not for ever. What hangs runs on a thread of its own, which ends with it. Methods are called
 * from a thread that may wait.
 */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private final String brokerId;
    private final Duration longest;

    /** @param brokerId whom is waited for, for the message */
    Patience(String brokerId, Duration longest) {
        this.brokerId = brokerId;
        this.longest = longest;
    }

    /**
     * Asks for something and waits for it.
     *
     * @param doing what the broker is asked to do: {@code when it was to be opened}
     * @param late is given what comes after nobody waits any more
     * @throws HandOverRefused when it takes too long
     */
    <T> T ask(String doing, Supplier<T> question, Consumer<T> late) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("autotrade-ask-" + brokerId).start(() -> answer(question, late, answer));
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (answer.completeExceptionally(e)) {
                throw tooLate(doing);
            }
            return answer.join();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(e);
            throw tooLate(doing);
        }
    }

    private static <T> void answer(Supplier<T> question, Consumer<T> late, CompletableFuture<T> answer) {
        T found;
        try {
            found = question.get();
        } catch (RuntimeException | LinkageError e) {
            answer.completeExceptionally(e instanceof RuntimeException ? e : new IllegalStateException(e));
            return;
        }
        if (!answer.complete(found)) {
            late.accept(found);
        }
    }

    private HandOverRefused tooLate(String doing) {
        return new HandOverRefused(brokerId + " did not answer within " + longest.toMillis() / 1_000.0 + " s " + doing);
    }

    /** Waits for something to close; when that fails or takes too long it is left alone. */
    void close(String what, Future<?> closing) {
        try {
            closing.timeout(longest.toMillis(), TimeUnit.MILLISECONDS).await();
        } catch (RuntimeException e) {
            LOG.warn("{} did not close cleanly: {}", what, e.getMessage());
        }
    }
}
