package io.autotrade;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person sees what is printed. */
final class Terminal {

    private Terminal() {}

    /**
     * Whether standard input and output are a terminal. From Java 22 on a console may exist without one and says so
     * itself.
     */
    @SuppressWarnings("SystemConsoleNull") // it is null on Java 21, and on others asked further
    static boolean present() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // Java 21
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
