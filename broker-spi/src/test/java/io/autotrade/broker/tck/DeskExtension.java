package io.autotrade.broker.tck;

import io.autotrade.broker.Capability;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

    @Override
    public void beforeEach(ExtensionContext context) {
        BrokerContractTest test = (BrokerContractTest) context.getRequiredTestInstance();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        context.getStore(NAMESPACE).put(Vertx.class, vertx);
        Desk desk = new Desk(test.harness(vertx), vertx, test.deadline());
        context.getStore(NAMESPACE).put(Desk.class, desk);
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
        Desk desk = context.getStore(NAMESPACE).get(Desk.class, Desk.class);
        Vertx vertx = context.getStore(NAMESPACE).get(Vertx.class, Vertx.class);
        try {
            if (desk != null) {
                desk.close();
            }
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Desk.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Desk.class, Desk.class);
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
