package io.autotrade.advisor.llm;

import io.autotrade.config.ThisMachine;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a model may live at. A configured address must not lead into the private network or to the metadata
 * service of a cloud, whatever a name resolves to; loopback is for local models, hosts in {@code allowed_hosts} are
 * trusted.
 */
final class AddressRules {

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b};
    private static final byte[] TRANSLATED = {0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0};
    private static final byte[] TEREDO = {0x20, 0x01, 0, 0};
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

    /** 168.63.129.16, a public address that every virtual machine of Azure reaches its host under. */
    private static final byte[] AZURE_METADATA = {(byte) 168, 63, (byte) 129, 16};

    private AddressRules() {}

    /** Why the text of an address cannot be used; null when it can. */
    static @Nullable String refusal(String baseUrl, Set<String> allowedHosts) {
        URI uri;
        try {
            uri = URI.create(baseUrl);
        } catch (IllegalArgumentException e) {
            return "trading.llm.base_url is not a valid URL";
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || !Set.of("http", "https").contains(scheme)) {
            return "trading.llm.base_url must begin with https:// and name a host";
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            return "trading.llm.base_url must hold no user, query or fragment";
        }
        boolean plain = scheme.equals("http");
        if (plain && !ThisMachine.isNamedBy(host) && !isAllowed(host, allowedHosts)) {
            return "trading.llm.base_url must begin with https:// (http only for this machine and trading.llm.allowed_hosts)";
        }
        return null;
    }

    static boolean isAllowed(String host, Set<String> allowedHosts) {
        return allowedHosts.stream().anyMatch(host::equalsIgnoreCase);
    }

    /** Why a resolved address is refused; null when it may be used. */
    static @Nullable String refusal(InetAddress address) {
        InetAddress real = embedded(address);
        if (real.isLoopbackAddress()) {
            return null;
        }
        if (real.isLinkLocalAddress()) {
            return "a link-local or metadata address";
        }
        if (real.isAnyLocalAddress() || real.isMulticastAddress()) {
            return "an unspecified or multicast address";
        }
        if (real.isSiteLocalAddress() || isOtherPrivate(real.getAddress())) {
            return "a private address";
        }
        return null;
    }

    private static boolean isOtherPrivate(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (bytes.length == 16) {
            return (first & 0xfe) == 0xfc;
        }
        return first == 0
                || first >= 240
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 198 && (second & 0xfe) == 18)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || Arrays.equals(bytes, AZURE_METADATA);
    }

    /**
     * The IPv4 address inside an IPv6 one (compatible, translated, NAT64, 6to4, Teredo); the address itself where there
     * is none.
     */
    private static InetAddress embedded(InetAddress address) {
        if (!(address instanceof Inet6Address v6)) {
            return address;
        }
        byte[] b = v6.getAddress();
        if (v6.isIPv4CompatibleAddress() && !v6.isLoopbackAddress() && !v6.isAnyLocalAddress()) {
            return v4(b, 12);
        }
        if (startsWith(b, NAT64) || startsWith(b, TRANSLATED)) {
            return v4(b, 12);
        }
        if (startsWith(b, TEREDO)) {
            byte[] client = new byte[4];
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~b[12 + i];
            }
            return v4(client, 0);
        }
        return startsWith(b, SIX_TO_FOUR) ? v4(b, 2) : address;
    }

    private static boolean startsWith(byte[] address, byte[] prefix) {
        return Arrays.equals(address, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return Inet4Address.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
