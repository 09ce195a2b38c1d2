package io.autotrade.advisor.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.autotrade.bus.EventJson;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a call gave no answer.
 *
 * @param message one or two sentences for a person, with what to do; never the key
 * @param retryAfter when the provider asked to come back; null when it did not say
 */
record ChatFault(Kind kind, String message, @Nullable Duration retryAfter) {

    private static final int MAX_QUOTE = 200;

    /** What went wrong, as far as it matters for what to do. */
    enum Kind {
        MISSING_KEY(false),
        BAD_ADDRESS(false),
        UNAUTHORIZED(false),
        NO_BALANCE(false),
        UNKNOWN_MODEL(false),
        WRONG_URL(false),
        REFUSED(false),
        NOT_JSON(false),
        TOO_LARGE(false),
        CIRCUIT_OPEN(false),
        RATE_LIMITED(true),
        SERVER(true),
        TRANSPORT(true),
        TIMEOUT(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        boolean retryable() {
            return retryable;
        }
    }

    static ChatFault of(Kind kind, String message) {
        return new ChatFault(kind, message, null);
    }

    /** What a status other than 200 means. */
    static ChatFault ofStatus(int status, String body, @Nullable Duration retryAfter, ModelEndpoint endpoint) {
        String who = endpoint.label();
        String said = quote(body, endpoint);
        return switch (status) {
            case 401, 403 ->
                // What the provider says here may repeat the key.
                of(Kind.UNAUTHORIZED, who + " refuses the API key (status " + status + "). Check trading.llm.api_key.");
            case 402 -> of(Kind.NO_BALANCE, who + " says the account has no balance left (status 402). Top it up.");
            case 404 -> notFound(body, who, said);
            case 429 ->
                new ChatFault(Kind.RATE_LIMITED, who + " limits the rate of calls (status 429)." + said, retryAfter);
            default -> other(status, body, retryAfter, who, said);
        };
    }

    private static ChatFault notFound(String body, String who, String said) {
        return mentionsModel(body)
                ? unknownModel(404, who, said)
                : of(
                        Kind.WRONG_URL,
                        who + " knows no chat/completions below trading.llm.base_url (status 404). Check the address."
                                + said);
    }

    private static ChatFault other(int status, String body, @Nullable Duration retryAfter, String who, String said) {
        if (status >= 500) {
            return new ChatFault(Kind.SERVER, who + " failed (status " + status + ")." + said, retryAfter);
        }
        if (status >= 300 && status < 400) {
            return of(
                    Kind.WRONG_URL,
                    who + " redirects (status " + status
                            + "); redirects are not followed. Put the final address into trading.llm.base_url.");
        }
        if (status == 400 && mentionsModel(body)) {
            return unknownModel(status, who, said);
        }
        return of(Kind.REFUSED, who + " refuses the request (status " + status + ")." + said);
    }

    private static ChatFault unknownModel(int status, String who, String said) {
        return of(
                Kind.UNKNOWN_MODEL,
                who + " does not know the model (status " + status + "). Check trading.llm.model." + said);
    }

    private static boolean mentionsModel(String body) {
        JsonNode error = error(body);
        String text =
                (error.path("code").asText("") + ' ' + error.path("message").asText("")).toLowerCase(Locale.ROOT);
        return text.contains("model")
                && (text.contains("exist")
                        || text.contains("not found")
                        || text.contains("not_found")
                        || text.contains("unknown")
                        || text.contains("invalid"));
    }

    private static String quote(String body, ModelEndpoint endpoint) {
        String message = error(body).path("message").asText("");
        if (message.isBlank()) {
            return "";
        }
        String safe = endpoint.apiKey() == null || endpoint.apiKey().isBlank()
                ? message
                : message.replace(endpoint.apiKey().reveal(), "***");
        return " It says: " + PromptText.clean(safe, MAX_QUOTE);
    }

    private static JsonNode error(String body) {
        try {
            JsonNode root = EventJson.mapper().readTree(body);
            return root == null ? EventJson.mapper().missingNode() : root.path("error");
        } catch (JsonProcessingException e) {
            return EventJson.mapper().missingNode();
        }
    }
}
