package io.autotrade;

import io.autotrade.broker.BrokerException;
import io.autotrade.journal.JournalException;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/** The service cannot run, and why, in words for the person who starts it. */
public sealed class StartFailure extends RuntimeException permits Service.Stopped {

    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The reason behind a failed start, without a class name where the failure speaks for itself. */
    static String reason(Throwable failure) {
        String message = Objects.toString(failure.getMessage(), "");
        return switch (failure) {
            case StartFailure e -> message;
            case BrokerException e -> message;
            case JournalException e -> message;
            case IllegalArgumentException e -> message;
            case CompletionException e when e.getCause() != null -> reason(Objects.requireNonNull(e.getCause()));
            default -> failure.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
        };
    }
}
