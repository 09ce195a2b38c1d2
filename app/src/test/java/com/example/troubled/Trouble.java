package com.example.troubled;

import java.math.BigDecimal;
import java.util.Properties;

/**
 * What goes wrong at the venue just now, as the test has ordered it. Kept in the system properties, which alone are the
 * same for the test and for a plugin with a class loader of its own.
 */
public final class Trouble {

    private static final String PREFIX = "troubled-venue.";

    private Trouble() {}

    /** All is well, and the price is 100. */
    public static void none() {
        Properties properties = System.getProperties();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(properties::remove);
    }

    /** Orders a trouble, or a price. */
    public static void order(String name, String value) {
        System.setProperty(PREFIX + name, value);
    }

    /** Ends one. */
    public static void end(String name) {
        System.clearProperty(PREFIX + name);
    }

    static boolean is(String name) {
        return System.getProperty(PREFIX + name) != null;
    }

    /** What was ordered, an empty text when nothing was. */
    static String of(String name) {
        return System.getProperty(PREFIX + name, "");
    }

    /** Whether something that happens once was ordered; it is not any more after this. */
    static boolean once(String name) {
        return System.clearProperty(PREFIX + name) != null;
    }

    static BigDecimal number(String name, String otherwise) {
        return new BigDecimal(System.getProperty(PREFIX + name, otherwise));
    }

    static BigDecimal price() {
        return number("price", "100");
    }
}
