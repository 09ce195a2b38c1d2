package io.autotrade.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import net.logstash.logback.composite.AbstractJsonProvider;

/**
 * Field {@code category} of a line, so that one filter finds everything of a kind: what was wanted, what was done, what
 * the market did, what went wrong. Whatever is an error is {@code system.error}.
 */
final class LogCategory extends AbstractJsonProvider<ILoggingEvent> {

    static final String TRADE_INTENT = "trade.intent";
    static final String TRADE_EXECUTION = "trade.execution";
    static final String MARKET_DATA = "market.data";
    static final String SYSTEM_ERROR = "system.error";
    /** Everything else. */
    static final String SYSTEM = "system";

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) throws IOException {
        generator.writeStringField("category", of(event));
    }

    static String of(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            return SYSTEM_ERROR;
        }
        String logger = event.getLoggerName();
        if (logger.equals(TRADE_INTENT)) {
            return TRADE_INTENT;
        }
        if (logger.equals(TRADE_EXECUTION)
                || logger.startsWith("plugin.broker.")
                || logger.startsWith("io.autotrade.execution.")) {
            return TRADE_EXECUTION;
        }
        return logger.startsWith("plugin.market.") || logger.startsWith("io.autotrade.market.") ? MARKET_DATA : SYSTEM;
    }
}
