package io.autotrade.config;

import java.util.regex.Pattern;

/** Which hosts mean this machine by their very text, whatever a name server says. */
public final class ThisMachine {

    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(?:\\.\\d{1,3}){3}");

    private ThisMachine() {}

    /**
     * Whether the host is {@code localhost} or a loopback address; a name such as {@code 127.example.com} is not.
     *
     * @param host as in a URL, an IPv6 address with or without brackets
     */
    public static boolean isNamedBy(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || LOOPBACK_V4.matcher(host).matches();
    }
}
