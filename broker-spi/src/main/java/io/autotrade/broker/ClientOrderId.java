package io.autotrade.broker;

import java.util.regex.Pattern;

/**
 * The service's own name for an order, chosen before the order is sent and never used twice.
 *
 * <p>It is the only way to learn the fate of an order whose answer was lost, so a broker must be able to find an order
 * by it. The form is what the strictest known venue accepts.
 *
 * @param value 1 to 32 ASCII letters and digits
 */
public record ClientOrderId(String value) implements Comparable<ClientOrderId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{1,32}");

    public ClientOrderId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("client order id must be 1 to 32 ASCII letters and digits");
        }
    }

    @Override
    public int compareTo(ClientOrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
