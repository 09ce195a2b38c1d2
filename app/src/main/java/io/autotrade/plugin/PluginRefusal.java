package io.autotrade.plugin;

/** Why a plugin cannot be used, for the person who put it there. */
final class PluginRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    PluginRefusal(String reason) {
        super(reason);
    }
}
