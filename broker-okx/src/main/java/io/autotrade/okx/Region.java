package io.autotrade.okx;

import java.util.Locale;

/**
 * The site an account was opened at. It decides the hosts; a key used at another region's host does not exist there.
 */
enum Region {
    /** okx.com */
    GLOBAL("openapi.okx.com", "ws.okx.com", "wspap.okx.com"),
    /** my.okx.com */
    EEA("eea.okx.com", "wseea.okx.com", "wseeapap.okx.com"),
    /** app.okx.com, United States and Australia */
    US("us.okx.com", "wsus.okx.com", "wsuspap.okx.com");

    private static final int SOCKET_PORT = 8443;

    private final String restHost;
    private final String liveSocketHost;
    private final String demoSocketHost;

    Region(String restHost, String liveSocketHost, String demoSocketHost) {
        this.restHost = restHost;
        this.liveSocketHost = liveSocketHost;
        this.demoSocketHost = demoSocketHost;
    }

    static Region parse(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }

    /** The same for demo and live: a header tells them apart. */
    String restUrl() {
        return "https://" + restHost;
    }

    /** @param path {@code public}, {@code private} or {@code business} */
    String socketUrl(boolean demo, String path) {
        return "wss://" + (demo ? demoSocketHost : liveSocketHost) + ":" + SOCKET_PORT + "/ws/v5/" + path;
    }
}
