package io.autotrade;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.autotrade.bus.AlertCode;
import io.autotrade.bus.AlertRaised;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house keeps its shape: rooms, their order, and what may not be in them. */
class ArchitectureTest {

    /** Top floor first; a room may use only rooms below it. */
    static final List<String> ROOMS = List.of(
            "telemetry",
            "report",
            "api",
            "evaluation",
            "feedback",
            "advisor",
            "execution",
            "risk",
            "portfolio",
            "market",
            "plugin",
            "alert",
            "journal",
            "bus",
            "config");

    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    /** Statistics, indicators and measurements; none of them is money, price or quantity. */
    private static final List<Pattern> STATISTICS = Stream.of(
                    "market\\.Indicator(s|Json|Series|Engine)", // technical indicators
                    "market\\.FeedMetrics", // ages and speeds
                    "(portfolio\\.Statistics|report\\.Summary)", // Sharpe, Sortino
                    "execution\\.OrderLatency", // milliseconds
                    "plugin\\.MicrometerPluginMetrics", // metrics
                    "telemetry\\.(Metric|LiveMetrics)", // metrics
                    "advisor\\.baseline\\.(BaselineRules|ExitRules|MarketText|Signal)", // scores from indicators
                    "advisor\\.llm\\.(MarketSection|MarketTools|Shown)", // indicators shown to the model
                    "api\\.RequestRate", // tokens of a bucket
                    "journal\\.LeastRecent", // load factor of a map
                    "evaluation\\.EvaluationVerticle") // speed of the market clock
            .map(name -> Pattern.compile("io\\.autotrade\\." + name + "(\\$.*)?"))
            .toList();

    /** Rooms in which pure logic stands beside the classes that wire it to event loops, clients and the bus. */
    private static final List<String> MIXED_ROOMS = List.of("market", "execution", "advisor");

    private static final Set<String> WIRING = Set.of(
            "advisor.Advisor",
            "advisor.baseline.BaselineAdvisor",
            "advisor.llm.AdviceRun",
            "advisor.llm.BoundedBody",
            "advisor.llm.ChatClient",
            "advisor.llm.Conversation",
            "advisor.llm.LlmAdvisor",
            "advisor.llm.TradeCritic",
            "execution.AccountTaking",
            "execution.BookKeeping",
            "execution.Departure",
            "execution.FactRecorder",
            "execution.FlattenLatch",
            "execution.KillSwitch",
            "execution.OrderDesk",
            "execution.ProtectionGuard",
            "execution.Reconciler",
            "execution.TradingDesk",
            "market.CandleBackfill",
            "market.EventQueue",
            "market.EventSequencer",
            "market.IndicatorJson",
            "market.Listeners",
            "market.MarketFeedService",
            "market.MarketHub",
            "market.MarketPublisher",
            "market.PricesJson",
            "market.Reads");

    private static final JavaClasses APP = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            // A directory when only tests run, a jar when everything is packaged: it is judged by itself below.
            .withImportOption(location -> !location.contains("/broker-spi/"))
            .importPackages("io.autotrade");

    @Test
    void seesTheWholeHouse() {
        for (String room : ROOMS) {
            assertThat(APP.stream().filter(type -> inRoom(type, room)).count())
                    .as("classes in %s", room)
                    .isGreaterThanOrEqualTo(2);
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
    void riskBooksAndFeedbackKnowNoVertx() {
        noClasses()
                .that()
                .resideInAnyPackage("io.autotrade.risk..", "io.autotrade.portfolio..", "io.autotrade.feedback..")
                .and()
                .haveSimpleNameNotEndingWith("Verticle")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(APP);
    }

    /** A new class in these rooms is pure unless it is put on the list of those that wire. */
    @Test
    void onlyTheClassesThatWireKnowVertx() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : APP) {
            boolean mixed = MIXED_ROOMS.stream().anyMatch(room -> inRoom(type, room));
            if (mixed && dependsOn(type, "io.vertx")) {
                found.add(outermost(type));
            }
        }

        assertThat(WIRING).as("classes that wire").containsAll(found);
    }

    @Test
    void theListOfClassesThatWireIsNotStale() {
        List<String> names = APP.stream().map(ArchitectureTest::outermost).toList();

        assertThat(names).containsAll(WIRING);
    }

    private static boolean dependsOn(JavaClass type, String packageName) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith(packageName));
    }

    /** Name within the service, of the outermost class. */
    private static String outermost(JavaClass type) {
        return type.getName().substring("io.autotrade.".length()).split("\\$")[0];
    }

    /** Fields, parameters and return types, also within a generic type such as a list or a map. */
    @Test
    void noAmountIsAFloatingPointNumber() {
        List<String> found = new ArrayList<>();
        for (JavaClass type : APP) {
            if (STATISTICS.stream()
                    .noneMatch(exempt -> exempt.matcher(type.getName()).matches())) {
                found.addAll(floating(type));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noExemptionOutlivesItsReason() {
        for (Pattern exempt : STATISTICS) {
            assertThat(APP.stream()
                            .filter(type -> exempt.matcher(type.getName()).matches())
                            .flatMap(type -> floating(type).stream()))
                    .as("floating-point numbers in %s", exempt)
                    .isNotEmpty();
        }
    }

    private static List<String> floating(JavaClass type) {
        List<String> found = new ArrayList<>();
        for (JavaField field : type.getFields()) {
            if (isFloating(field.getType())) {
                found.add(field.getFullName());
            }
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            boolean uses = isFloating(unit.getReturnType())
                    || unit.getParameterTypes().stream().anyMatch(ArchitectureTest::isFloating);
            if (uses && !unit.getName().startsWith("lambda$")) {
                found.add(unit.getFullName());
            }
        }
        return found;
    }

    private static boolean isFloating(JavaType type) {
        return type.getAllInvolvedRawTypes().stream()
                .map(raw -> raw.isArray() ? raw.getBaseComponentType() : raw)
                .anyMatch(raw -> FLOATING.contains(raw.getName()));
    }

    @Test
    void noAlertIsRaisedThatIsNotOnTheList() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(AlertCode.class)
                .should()
                .callConstructorWhere(target(owner(type(AlertRaised.class))))
                .check(APP);
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
        JavaClasses specification = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(io.autotrade.broker.Broker.class);
        classes()
                .that()
                .resideInAPackage("io.autotrade.broker")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.autotrade.broker", "java..", "io.vertx.core..", "org.slf4j..", "org.jspecify..")
                .check(specification);
    }
}
