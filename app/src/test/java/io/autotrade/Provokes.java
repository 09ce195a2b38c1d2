package io.autotrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.AlertCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test brings about by its fault and sees at a running service. A test that did not see what it says here fails;
 * {@link AlertsTest} holds what all of them say against what there is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ExtendWith(Provokes.Check.class)
@interface Provokes {

    /** Alerts of the service, told on the bus. */
    AlertCode[] alerts() default {};

    /** Rules of conf/monitoring/alerts.yml, whose condition held for what the service showed at /metrics. */
    String[] rules() default {};

    /** Compares. */
    final class Check implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

        private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

        /** @param what code of an alert or name of a rule */
        static void saw(String what) {
            SEEN.add(what);
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            SEEN.clear();
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                return;
            }
            Provokes said = context.getRequiredTestMethod().getAnnotation(Provokes.class);
            Stream<String> alerts = Stream.of(said.alerts()).map(AlertCode::code);
            Stream<String> rules = MonitoringRules.canJudge() ? Stream.of(said.rules()) : Stream.empty();
            assertThat(SEEN)
                    .as("seen in this test")
                    .containsAll(Stream.concat(alerts, rules).toList());
        }
    }
}
