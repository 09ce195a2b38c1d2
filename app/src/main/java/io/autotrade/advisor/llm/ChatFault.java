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
        MISSING_KEY(
                false,
                "set trading.llm.api_key or DEEPSEEK_API_KEY; a host that needs no key goes into trading.llm.allowed_hosts"),
        BAD_ADDRESS(
                false, "correct trading.llm.base_url, or name its host in trading.llm.allowed_hosts if it is meant"),
        UNAUTHORIZED(false, "check trading.llm.api_key; spaces or quotes around it are a common cause"),
        NO_BALANCE(false, "top up the account with the provider"),
        UNKNOWN_MODEL(false, "check trading.llm.model; a local server may have to load it first"),
        WRONG_URL(false, "check trading.llm.base_url; it usually ends in /v1"),
        REFUSED(false, "read what the provider says; a wrong trading.llm.provider may send what it does not take"),
        NOT_JSON(false, "check trading.llm.base_url; it leads to a web page or another API"),
        TOO_LARGE(false, "use another model"),
        CIRCUIT_OPEN(false, "it is asked again by itself; see what went wrong last"),
        UNTRUSTED(
                false,
                "let the Java runtime trust the certificate, see docs/models.md, or correct trading.llm.base_url"),
        RATE_LIMITED(true, "evaluate less often, or raise the limit with the provider"),
        SERVER(true, "wait, or add trading.llm.fallbacks"),
        TRANSPORT(true, "check that it runs and that host and port of trading.llm.base_url are right"),
        TIMEOUT(true, "raise trading.llm.timeout_seconds, or use a faster model");

        private final boolean retryable;
        private final String cure;

        Kind(boolean retryable, String cure) {
            this.retryable = retryable;
            this.cure = cure;
        }

        /** What to do about it, for a person. */
        String cure() {
            return cure;
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
        return " It says: " + PromptText.clean(endpoint.withoutKey(message), MAX_QUOTE);
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
