package io.autotrade.broker.tck.selftest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.autotrade.broker.Capability;
import io.autotrade.broker.tck.BrokerContractTest;
import io.autotrade.broker.tck.BrokerHarness;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the conformance kit against the reference broker and collects the result of every rule. */
final class Kit {

    /** What became of a rule: the failure, or null when it passed. Skipped rules are not listed. */
    record Result(Map<String, TestExecutionResult> rules) {

        Map<String, String> failed() {
            Map<String, String> failures = new TreeMap<>();
            rules.forEach((rule, result) -> {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.put(
                            rule, result.getThrowable().map(Throwable::toString).orElse(""));
                }
            });
            return failures;
        }

        Set<String> passed() {
            Set<String> names = new java.util.TreeSet<>();
            rules.forEach((rule, result) -> {
                if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                    names.add(rule);
                }
            });
            return names;
        }
    }

    private Kit() {}

    /** Runs the rules whose name begins with the prefix. */
    static Result run(Set<Capability> capabilities, Set<Fault> faults, String prefix) {
        Subject.capabilities = capabilities;
        Subject.faults = faults;
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Subject.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .filters((PostDiscoveryFilter) descriptor -> FilterResult.includedIf(chosen(descriptor, prefix)))
                .build();
        Map<String, TestExecutionResult> rules = new TreeMap<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    rules.put(number(test.getDisplayName()), result);
                }
            }
        });
        return new Result(rules);
    }

    private static boolean chosen(TestDescriptor descriptor, String prefix) {
        return !descriptor.isTest() || descriptor.getDisplayName().startsWith(prefix);
    }

    private static String number(String displayName) {
        return displayName.substring(0, displayName.indexOf(' '));
    }

    /** The numbers of all rules of the kit. */
    static Collection<String> allRules() {
        return java.util.Arrays.stream(Subject.class.getMethods())
                .map(method -> method.getAnnotation(org.junit.jupiter.api.DisplayName.class))
                .filter(java.util.Objects::nonNull)
                .map(name -> number(name.value()))
                .toList();
    }

    /** The kit on the reference broker; not found by name, run only from here. */
    static final class Subject extends BrokerContractTest {

        static Set<Capability> capabilities = Set.of();
        static Set<Fault> faults = Set.of();

        @Override
        protected BrokerHarness harness(Vertx vertx) {
            return new ReferenceHarness(vertx, capabilities, faults);
        }

        @Override
        protected Duration deadline() {
            return faults.isEmpty() ? Duration.ofSeconds(5) : Duration.ofMillis(400);
        }
    }
}
