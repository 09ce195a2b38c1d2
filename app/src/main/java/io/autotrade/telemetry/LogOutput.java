package io.autotrade.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.autotrade.config.TelemetryConfig;
import io.autotrade.config.TelemetryConfig.LogFormat;
import java.io.OutputStream;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import net.logstash.logback.stacktrace.ShortenedThrowableConverter;
import org.slf4j.LoggerFactory;

/** Chooses how lines of the log look: as they are for people, or one JSON object a line for machines. */
public final class LogOutput {

    private static final int LONGEST_STACK = 8_192;

    private LogOutput() {}

    /**
     * Applies level and format to all that is logged from now on.
     *
     * @param terminal whether a person looks at it
     * @param to where lines go when they are JSON
     */
    public static void use(TelemetryConfig config, boolean terminal, OutputStream to) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (config.logLevel() != null) {
            root.setLevel(Level.toLevel(config.logLevel()));
        }
        boolean json = switch (config.logFormat()) {
            case AUTO -> !terminal;
            case TEXT -> false;
            case JSON -> true;
        };
        if (json) {
            root.detachAndStopAllAppenders();
            root.addAppender(lines(context, to));
        }
    }

    private static OutputStreamAppender<ILoggingEvent> lines(LoggerContext context, OutputStream to) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setName(LogFormat.JSON.name());
        appender.setContext(context);
        appender.setEncoder(encoder(context));
        appender.setOutputStream(to);
        appender.start();
        return appender;
    }

    private static LogstashEncoder encoder(LoggerContext context) {
        ShortenedThrowableConverter stacks = new ShortenedThrowableConverter();
        stacks.setContext(context);
        stacks.setMaxLength(LONGEST_STACK);
        stacks.setRootCauseFirst(true);
        stacks.start();
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.setFieldNames(names());
        encoder.setTimeZone("UTC");
        encoder.setIncludeContext(false);
        encoder.setThrowableConverter(stacks);
        encoder.addProvider(new LogCategory());
        encoder.start();
        return encoder;
    }

    private static LogstashFieldNames names() {
        LogstashFieldNames names = new LogstashFieldNames();
        names.setTimestamp("ts");
        names.setVersion(null);
        names.setLevelValue(null);
        names.setLogger("logger");
        names.setThread("thread");
        names.setTags(null);
        return names;
    }
}
