package io.autotrade.api;

import io.autotrade.config.HttpConfig;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names of this service and which web pages are trusted. The first keeps a page from reaching the service under a
 * name of its own that it points at this machine; the second keeps other pages from acting in the user's name.
 */
final class Origins {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}(%25?[0-9a-z._~-]+)?\\]");

    private Origins() {}

    /**
     * Whether a Host header names this service: a configured name, localhost, or any literal address, which cannot be
     * made to point elsewhere.
     *
     * @param authority host with or without port
     */
    static boolean hostAllowed(String authority, HttpConfig config) {
        String host = host(authority);
        return host.equals("localhost")
                || IPV6.matcher(host).matches()
                || IPV4.matcher(host).matches()
                || host.equals(host(config.host()))
                || config.allowedHosts().stream()
                        .anyMatch(allowed -> host.equals(host(allowed)) || authority.equalsIgnoreCase(allowed));
    }

    /** Whether a page of this origin may act: the service's own pages and the configured ones. */
    static boolean originAllowed(String origin, @Nullable String authority, HttpConfig config) {
        return config.allowedOrigins().contains(origin) || sameOrigin(origin, authority);
    }

    private static boolean sameOrigin(String origin, @Nullable String authority) {
        if (authority == null) {
            return false;
        }
        try {
            URI uri = URI.create(origin);
            // Behind a proxy the scheme differs, the authority does not.
            return uri.getRawAuthority() != null && uri.getRawAuthority().equalsIgnoreCase(authority);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String host(String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            int end = lower.indexOf(']');
            return end < 0 ? lower : lower.substring(0, end + 1);
        }
        int colon = lower.indexOf(':');
        boolean bareIpv6 = colon >= 0 && lower.indexOf(':', colon + 1) >= 0;
        return colon < 0 || bareIpv6 ? lower : lower.substring(0, colon);
    }
}
