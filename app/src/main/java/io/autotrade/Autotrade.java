package io.autotrade;

/** The command line. */
public final class Autotrade {

    private Autotrade() {}

    /**
     * Starts the service.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.out.println("autotrade " + String.join(" ", args));
    }
}
