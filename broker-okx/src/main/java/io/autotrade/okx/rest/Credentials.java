package io.autotrade.okx.rest;

/**
 * What proves to OKX who is asking. Never printed.
 *
 * @param key the API key
 * @param secret the secret the key was created with
 * @param passphrase the passphrase chosen when the key was created
 */
public record Credentials(String key, String secret, String passphrase) {

    @Override
    public String toString() {
        return "Credentials[redacted]";
    }
}
