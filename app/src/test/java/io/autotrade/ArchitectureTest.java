package io.autotrade;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house keeps its shape: rooms, their order, and what may not be in them. */
class ArchitectureTest {

    /** Top floor first; a room may use only rooms below it. */
    private static final List<String> ROOMS = List.of(
            "api",
            "evaluation",
            "feedback",
            "advisor",
            "execution",
            "risk",
            "portfolio",
            "market",
            "plugin",
            "journal",
            "bus",
            "config");

    /** Statistics, indicators and measurements; none of them is money, price or quantity. */
    private static final Pattern STATISTICS =
            Pattern.compile(String.join(
                    "|",
                    "io\\.autotrade\\.market\\.(Indicator|Smoothing|FeedMetrics).*", // technical indicators
                    "io\\.autotrade\\.portfolio\\.Statistics.*", // Sharpe, Sortino
                    "io\\.autotrade\\.feedback\\.Calibration.*", // Brier score
                    "io\\.autotrade\\.execution\\.OrderLatency.*", // milliseconds
                    "io\\.autotrade\\.plugin\\.MicrometerPluginMetrics", // metrics
                    "io\\.autotrade\\.advisor\\.baseline\\..*", // signal scores from indicators
                    "io\\.autotrade\\.advisor\\.llm\\.(MarketSection|MarketTools|Shown|Backoff|.*Similarity).*", // indicators shown
                    "io\\.autotrade\\.api\\.RequestRate.*", // tokens of a bucket
                    "io\\.autotrade\\.broker\\.PluginMetrics.*", // metrics
                    "io\\.autotrade\\.journal\\.LeastRecent.*", // load factor of a map
                    "io\\.autotrade\\.evaluation\\.EvaluationVerticle\\$Parts")); // speed of the market clock

    private static final JavaClasses APP = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("io.autotrade");

    @Test
    void seesTheWholeHouse() {
        for (String room : ROOMS) {
            assertThat(APP.stream().filter(type -> inRoom(type, room)).count())
                    .as("classes in %s", room)
                    .isGreaterThanOrEqualTo(room.equals("feedback") ? 0 : 2);
        }
    }

    private static boolean inRoom(JavaClass type, String room) {
        return type.getPackageName().startsWith("io.autotrade." + room);
    }

    @TestFactory
    List<DynamicTest> everyRoomUsesOnlyRoomsBelowIt() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < ROOMS.size(); i++) {
            String room = ROOMS.get(i);
            List<String> above = new ArrayList<>(List.of("io.autotrade"));
            ROOMS.subList(0, i).forEach(upper -> above.add("io.autotrade." + upper + ".."));
            tests.add(DynamicTest.dynamicTest(
                    room,
                    () -> noClasses()
                            .that()
                            .resideInAPackage("io.autotrade." + room + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(above.toArray(String[]::new))
                            .allowEmptyShould(true)
                            .check(APP)));
        }
        return tests;
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.autotrade.(*)..").should().beFreeOfCycles().check(APP);
    }

    @Test
    void risksBooksAndFeedbackKnowNoVertx() {
        noClasses()
                .that()
                .resideInAnyPackage("io.autotrade.risk..", "io.autotrade.portfolio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(APP);
    }

    @Test
    void pureLogicBesideTheWiringKnowsNoVertx() {
        classes()
                .that()
                .haveNameMatching(
                        "io\\.autotrade\\.(market\\.(Candle(Aggregator|Builder|History|Merge)|Indicator(Engine|s|Series))"
                                + "|execution\\.(OrderRegister|OrderTransitions|ClientOrderIds|VenueNews|Books|TrackedOrder)"
                                + "|advisor\\.llm\\.(DecisionParser|PromptBuilder|LenientJson|ReplyScanner|CostLedger)"
                                + "|evaluation\\.(Schedule|CycleIds)).*")
                .and()
                .haveNameNotMatching(".*Scheduler.*")
                .should(notDependOnVertx())
                .check(APP);
    }

    private static ArchCondition<JavaClass> notDependOnVertx() {
        return new ArchCondition<>("know no Vert.x type") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("io.vertx"))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    @Test
    void noAmountIsAFloatingPointNumber() {
        List<String> found = new ArrayList<>();
        Set<String> floating = Set.of("double", "float", "java.lang.Double", "java.lang.Float", "[D", "[F");
        for (JavaClass type : APP) {
            if (STATISTICS.matcher(type.getName()).matches()) {
                continue;
            }
            for (JavaField field : type.getFields()) {
                if (floating.contains(field.getRawType().getName())) {
                    found.add(field.getFullName());
                }
            }
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                boolean synthetic = unit.getName().startsWith("lambda$");
                boolean uses = floating.contains(unit.getRawReturnType().getName())
                        || unit.getRawParameterTypes().stream().anyMatch(each -> floating.contains(each.getName()));
                if (uses && !synthetic) {
                    found.add(unit.getFullName());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theServiceNeverNamesABroker() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.autotrade.simulated..", "io.autotrade.okx..")
                .check(APP);
    }

    @Test
    void theSpecificationDependsOnNothingOfOurs() {
        JavaClasses specification = new ClassFileImporter().importPackagesOf(io.autotrade.broker.Broker.class);
        classes()
                .that()
                .resideInAPackage("io.autotrade.broker")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.autotrade.broker", "java..", "io.vertx.core..", "org.slf4j..", "org.jspecify..")
                .check(specification);
    }
}
