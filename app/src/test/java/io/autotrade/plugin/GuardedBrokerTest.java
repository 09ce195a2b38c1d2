package io.autotrade.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.Candle;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.Fill;
import io.autotrade.broker.Instrument;
import io.autotrade.broker.Order;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.Page;
import io.autotrade.broker.Position;
import io.autotrade.broker.PriceQuote;
import io.autotrade.broker.Subscription;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.Ticker;
import io.autotrade.broker.WriteResult;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plugin gets wrong stays outside: values that cannot be, answers that are none, events that break. */
class GuardedBrokerTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Guard GUARD = new Guard("odd.jar", GuardedBrokerTest.class.getClassLoader());

    /** Everything a broker hands into the service. */
    static Stream<Class<?>> values() {
        return Stream.of(
                        Stream.of(
                                Fill.class,
                                Order.class,
                                Position.class,
                                Balance.class,
                                Instrument.class,
                                PriceQuote.class,
                                Ticker.class,
                                Candle.class,
                                Page.class,
                                OrderLookup.Found.class),
                        Stream.of(Booking.class.getPermittedSubclasses()),
                        Stream.of(BrokerEvent.class.getPermittedSubclasses()),
                        Stream.of(WriteResult.class.getPermittedSubclasses()))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsMissingOrCannotBeIsRefusedWhereItIsMade(Class<?> type) throws Exception {
        RecordComponent[] components = type.getRecordComponents();
        Object[] good =
                Stream.of(components).map(each -> sample(each.getType())).toArray();
        assertThat(make(type, good)).isNotNull();

        for (int i = 0; i < components.length; i++) {
            for (Object bad : wrong(components[i])) {
                Object[] arguments = good.clone();
                arguments[i] = bad;
                assertThatThrownBy(() -> make(type, arguments))
                        .as("%s.%s = %s", type.getSimpleName(), components[i].getName(), kind(bad))
                        .isInstanceOf(RuntimeException.class);
            }
        }
    }

    private static String kind(Object bad) {
        return bad == null ? "null" : bad.getClass().getSimpleName();
    }

    private static List<Object> wrong(RecordComponent component) {
        List<Object> wrong = new ArrayList<>();
        if (!component.getType().isPrimitive() && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            wrong.add(null);
        }
        if (component.getType() == BigDecimal.class) {
            wrong.add(new BigDecimal("1E+999999999"));
            wrong.add(new BigDecimal("-1E+999999999"));
            wrong.add(new BigDecimal("1E-999999999"));
            wrong.add(new BigDecimal("0E-999999999"));
        }
        if (component.getType() == Instant.class) {
            wrong.addAll(List.of(Instant.MIN, Instant.MAX));
        }
        if (component.getName().endsWith("Id") && component.getType() == String.class) {
            wrong.addAll(List.of("a\0b", "x".repeat(100_000)));
        }
        return wrong;
    }

    private static Object make(Class<?> type, Object[] arguments) throws Exception {
        Class<?>[] types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    /** Something sensible of a type. */
    private static Object sample(Class<?> type) {
        if (type == BigDecimal.class) {
            return BigDecimal.ONE;
        } else if (type == Instant.class) {
            return NOW;
        } else if (type == String.class) {
            return "x";
        } else if (type == Symbol.class) {
            return new Symbol("BTC-USDT-SWAP");
        } else if (type == ClientOrderId.class) {
            return new ClientOrderId("a1");
        } else if (type == Duration.class) {
            return Duration.ofHours(8);
        } else if (type == boolean.class) {
            return false;
        } else if (type == List.class) {
            return List.of("one");
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type == BrokerFault.class) {
            return new BrokerFault.Unavailable("away");
        } else if (type.isSealed()) {
            return sample(type.getPermittedSubclasses()[0]);
        }
        try {
            return make(
                    type,
                    Stream.of(type.getRecordComponents())
                            .map(each -> sample(each.getType()))
                            .toArray());
        } catch (Exception e) {
            throw new AssertionError("no sample of " + type, e);
        }
    }

    private static GuardedBroker broker(Supplier<@Nullable Object> answer) {
        Broker odd = (Broker) Proxy.newProxyInstance(
                GuardedBrokerTest.class.getClassLoader(), new Class<?>[] {Broker.class}, (self, method, arguments) -> {
                    return answer.get();
                });
        return new GuardedBroker(odd, GUARD, InstantSource.fixed(NOW));
    }

    static Stream<Supplier<@Nullable Object>> answers() {
        return Stream.of(
                () -> null,
                () -> {
                    throw new IllegalStateException("a defect");
                },
                () -> {
                    throw new NoClassDefFoundError("of another version");
                },
                () -> Future.failedFuture("a defect"),
                () -> Future.succeededFuture(null));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerThatIsNoneIsAFaultWithAName(Supplier<@Nullable Object> answer) throws Exception {
        GuardedBroker broker = broker(answer);
        int asked = 0;
        for (Method method : Broker.class.getMethods()) {
            if (method.getReturnType() == Future.class && !method.getName().equals("close")) {
                Object[] arguments = Arrays.stream(method.getParameterTypes())
                        .map(type -> type.getSimpleName().matches("PlaceOrder|AmendOrder|ClosePosition|Protection")
                                ? null
                                : sample(type))
                        .toArray();
                assertIsNamed((Future<?>) method.invoke(broker, arguments), method.getName());
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(10);
    }

    private static void assertIsNamed(Future<?> answer, String method) {
        assertThat(answer.isComplete()).isTrue();
        if (answer.succeeded()) {
            assertThat(answer.result())
                    .as(method)
                    .isInstanceOfSatisfying(
                            WriteResult.Unknown.class,
                            unknown -> assertThat(unknown.fault().message()).contains("odd.jar", method));
        } else {
            assertThat(answer.cause())
                    .as(method)
                    .isInstanceOfSatisfying(
                            BrokerException.class,
                            failure -> assertThat(failure.fault())
                                    .isInstanceOf(BrokerFault.Malformed.class)
                                    .satisfies(
                                            fault -> assertThat(fault.message()).contains("odd.jar", method)));
        }
    }

    @Test
    void aFaultThatHasItsNameKeepsIt() {
        BrokerException limited = new BrokerException(new BrokerFault.RateLimited(NOW, "slow down"));

        assertThat(broker(() -> Future.failedFuture(limited)).positions().cause())
                .isSameAs(limited);
    }

    @Test
    void aListWithHolesIsNone() {
        assertThat(broker(() -> Future.succeededFuture(Arrays.asList((Object) null)))
                        .openOrders()
                        .cause())
                .isInstanceOf(BrokerException.class);
    }

    @Test
    void anEventThatCannotBeTakenCountsAsAGapAndDoesNotReachThePlugin() {
        List<Consumer<BrokerEvent>> told = new ArrayList<>();
        Broker odd = (Broker) Proxy.newProxyInstance(
                GuardedBrokerTest.class.getClassLoader(), new Class<?>[] {Broker.class}, (self, method, arguments) -> {
                    @SuppressWarnings("unchecked") // the only argument of listen
                    Consumer<BrokerEvent> listener = (Consumer<BrokerEvent>) arguments[0];
                    told.add(listener);
                    return (Subscription) () -> {};
                });
        List<BrokerEvent> heard = new ArrayList<>();
        new GuardedBroker(odd, GUARD, InstantSource.fixed(NOW)).listen(event -> {
            if (event instanceof BrokerEvent.PositionClosed) {
                throw new IllegalStateException("cannot be taken");
            }
            heard.add(event);
        });

        told.getFirst().accept(null);
        told.getFirst().accept(new BrokerEvent.PositionClosed(new Symbol("BTC-USDT-SWAP"), NOW));

        assertThat(heard)
                .hasSize(2)
                .allSatisfy(event -> assertThat(((BrokerEvent.ConnectionChanged) event).state())
                        .isEqualTo(BrokerEvent.Connection.RESET));
    }
}
