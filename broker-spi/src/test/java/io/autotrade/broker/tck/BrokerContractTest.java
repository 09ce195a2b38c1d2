package io.autotrade.broker.tck;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every broker must do. An author extends this class and supplies {@link #harness}; that is all.
 *
 * <pre>{@code
 * class MyBrokerContractTest extends BrokerContractTest {
 *     @Override
 *     protected BrokerHarness harness(Vertx vertx) {
 *         return new PaperHarness(vertx, new MyProvider(), new JsonObject().put("starting_cash", 10000), List.of(BTC));
 *     }
 * }
 * }</pre>
 *
 * <p>Chapters: §1 opening, §2 market orders, §3 limit orders, §4 reducing and closing, §5 protection, §6 fills, §7
 * money, §8 bookings, §9 looking up orders, §10 events, §11 safety, §12 life and threads, §13 missing capabilities. See
 * the package description for how to read the names.
 */
@ExtendWith(DeskExtension.class)
@TestMethodOrder(MethodOrderer.DisplayName.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class BrokerContractTest
        implements OpeningRules,
                MarketOrderRules,
                LimitOrderRules,
                ClosingRules,
                AttachedProtectionRules,
                PositionProtectionRules,
                FillRules,
                MoneyRules,
                BookingRules,
                LookupRules,
                EventRules,
                SafetyRules,
                LifeRules,
                MissingCapabilityRules {

    /**
     * A harness with an account that was never used. Called once per test.
     *
     * @param vertx lives as long as the test and is closed by the kit
     */
    protected abstract BrokerHarness harness(Vertx vertx);

    /** How long the kit waits for one answer or for one consequence. Raise it for a venue that is slow. */
    protected Duration deadline() {
        return Duration.ofSeconds(5);
    }
}
