package io.autotrade.broker.tck.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.broker.Capability;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KitSelfTest {

    private static final Set<Capability> EVERYTHING = EnumSet.allOf(Capability.class);
    private static final Set<Capability> NOTHING = EnumSet.noneOf(Capability.class);

    @Test
    void numbersEveryRuleOnce() {
        assertThat(Kit.allRules())
                .hasSizeGreaterThanOrEqualTo(60)
                .doesNotHaveDuplicates()
                .allMatch(rule -> rule.matches("§\\d{1,2}\\.\\d{2}"));
    }

    /** Every rule applies to one of the two brokers, but the one about providers, of which they have none. */
    @Test
    void passesCorrectBrokersAndRunsEveryRule() {
        Kit.Result all = Kit.run(EVERYTHING, Set.of(), "§");
        Kit.Result none = Kit.run(NOTHING, Set.of(), "§");

        assertThat(all.failed()).isEmpty();
        assertThat(none.failed()).isEmpty();
        Set<String> passed = new TreeSet<>(all.passed());
        passed.addAll(none.passed());
        passed.add("§1.09");
        assertThat(passed).containsExactlyInAnyOrderElementsOf(Kit.allRules());
    }

    @ParameterizedTest
    @EnumSource
    void noticesFault(Fault fault) {
        Set<Capability> capabilities = fault.rule().startsWith("§13") ? NOTHING : EVERYTHING;

        Kit.Result result = Kit.run(capabilities, EnumSet.of(fault), fault.rule() + " ");

        assertThat(result.failed()).as("rule that notices %s", fault).containsOnlyKeys(fault.rule());
    }
}
