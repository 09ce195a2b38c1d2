package io.autotrade.okx.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignerTest {

    private static final String AT = "2026-03-04T05:06:07.089Z";

    private final Signer signer = new Signer(new Credentials("key", "MADEUPSECRET0123456789ABCDEF0123", "phrase"));

    @Test
    void signsTheQueryByteForByteAsItIsSent() {
        assertThat(signer.request(AT, "GET", "/api/v5/account/balance?ccy=BTC,USDT", ""))
                .isEqualTo("TB0fbgHXxTVlEoB8vvnhq6QZvyIWXu/U4uuQESebNHw=");
        assertThat(signer.request(AT, "GET", "/api/v5/account/balance" + Query.of("ccy", "BTC,USDT"), ""))
                .isEqualTo("Kkd7a0AdGKZrx3XL0IFj6PJMupsbzhA9lpwheMMnJeQ=");
    }

    @Test
    void signsTheBody() {
        String body = "{\"instId\":\"BTC-USDT-SWAP\",\"tdMode\":\"cross\",\"side\":\"buy\",\"ordType\":\"limit\","
                + "\"px\":\"60000.1\",\"sz\":\"0.83\",\"clOrdId\":\"t1a2b3c4\"}";

        assertThat(signer.request(AT, "POST", "/api/v5/trade/order", body))
                .isEqualTo("YrVnk1UIZGBYyriUo2SvKqMBtbB2jQGAB057OkM3mn4=");
    }

    @Test
    void signsALogIn() {
        assertThat(signer.login("1772600767")).isEqualTo("Gx3H8Gfu5oqUhxOx5faoAF4yr63gaiy6QHconb84smI=");
    }

    @Test
    @DisplayName("a timestamp always has three decimals, also where Instant.toString has none")
    void timestampHasMilliseconds() {
        assertThat(Signer.timestamp(Instant.parse("2026-03-04T05:06:07Z"))).isEqualTo("2026-03-04T05:06:07.000Z");
        assertThat(Signer.timestamp(Instant.parse("2026-03-04T05:06:07.089123456Z")))
                .isEqualTo(AT);
    }

    @Test
    void credentialsAreNeverPrinted() {
        assertThat(new Credentials("abc", "def", "ghi").toString())
                .doesNotContain("abc")
                .doesNotContain("def")
                .doesNotContain("ghi");
    }
}
