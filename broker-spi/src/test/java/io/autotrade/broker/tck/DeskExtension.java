package io.autotrade.broker.tck;

import io.autotrade.broker.Capability;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Opens a {@link Desk} before each test, skips rules that do not apply, and closes everything after it. */
final class DeskExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(DeskExtension.class);
    private static final int EVENT_LOOPS = 2;

    /**
     * What is to be closed after the test, in its order; JUnit would close a bare desk itself, once more and too late.
     */
    private record Opened(Vertx vertx, @Nullable Desk desk) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        BrokerContractTest test = (BrokerContractTest) context.getRequiredTestInstance();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        context.getStore(NAMESPACE).put(Opened.class, new Opened(vertx, null));
        Desk desk = new Desk(test.harness(vertx), vertx, test.deadline());
        context.getStore(NAMESPACE).put(Opened.class, new Opened(vertx, desk));
        Applies applies = context.getRequiredTestMethod().getAnnotation(Applies.class);
        if (applies != null) {
            checkLevers(applies, desk.harness());
        }
        desk.open();
        if (applies != null) {
            checkCapabilities(applies, desk.broker().capabilities());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Opened opened = opened(context);
        try {
            if (opened.desk() != null) {
                opened.desk().close();
            }
        } finally {
            opened.vertx().close().await(20, TimeUnit.SECONDS);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Desk.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(opened(context).desk(), "not open");
    }

    private static Opened opened(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Opened.class, Opened.class);
    }

    private static void checkLevers(Applies applies, BrokerHarness harness) {
        for (BrokerHarness.Lever lever : applies.levers()) {
            if (!harness.levers().contains(lever)) {
                throw new TestAbortedException("untested: the harness has no lever " + lever);
            }
        }
    }

    private static void checkCapabilities(Applies applies, Set<Capability> declared) {
        for (Capability capability : applies.with()) {
            if (!declared.contains(capability)) {
                throw new TestAbortedException("does not apply: the broker does not declare " + capability);
            }
        }
        for (Capability capability : applies.without()) {
            if (declared.contains(capability)) {
                throw new TestAbortedException("does not apply: the broker declares " + capability);
            }
        }
    }
}
