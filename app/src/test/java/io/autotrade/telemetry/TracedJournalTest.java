package io.autotrade.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.autotrade.bus.DomainEvent;
import io.autotrade.journal.Journal;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracedJournalTest {

    /**
     * A default of the interface in place of the journal's own would change what happens while the database is away.
     */
    @Test
    void handsEveryQuestionToTheJournal() throws Exception {
        List<Method> own = Arrays.stream(Journal.class.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !Arrays.equals(method.getParameterTypes(), new Class<?>[] {DomainEvent.class}))
                .toList();

        assertThat(own)
                .hasSizeGreaterThan(10)
                .allSatisfy(method -> assertThat(TracedJournal.class
                                .getMethod(method.getName(), method.getParameterTypes())
                                .getDeclaringClass())
                        .as(method.getName())
                        .isEqualTo(TracedJournal.class));
    }
}
