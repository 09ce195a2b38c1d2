package io.autotrade.broker;

/**
 * The version of this specification.
 *
 * <p>A provider returns {@link #MAJOR} from {@link BrokerProvider#spiMajor()}, {@link MarketSourceProvider#spiMajor()}
 * or {@link EventConsumerProvider#spiMajor()}. The compiler copies the constant into the plugin's class file, so the
 * value tells which specification the plugin was built against; the service refuses a plugin whose number differs from
 * its own.
 */
public final class SpiVersion {

    /** Raised when an existing plugin jar would no longer work. */
    public static final int MAJOR = 1;

    /** Raised when something was added that older plugins need not know. */
    public static final int MINOR = 1;

    private SpiVersion() {}
}
