package io.autotrade.okx.faults;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.OkxDemoProvider;
import io.autotrade.okx.sandbox.Fault;
import io.autotrade.okx.sandbox.OkxSandbox;
import io.autotrade.okx.sandbox.SandboxContext;
import io.autotrade.okx.sandbox.SandboxHarness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One exchange with one client, trading schedule after schedule. It keeps intents as the service does: an id is used
 * once, an unknown outcome is asked for and never sent again. Runs on a thread of its own that may wait.
 */
final class Lane implements AutoCloseable, Ledger.Reader {

    private static final Symbol BTC = SandboxHarness.BTC;
    private static final BigDecimal PRICE = new BigDecimal("50000");
    private static final int TRIES = 60;

    private final Vertx vertx;
    private final OkxSandbox sandbox;
    private final SandboxContext context;
    private final Ledger ledger = new Ledger();
    private Broker broker;
    private long schedule;

    Lane(Vertx vertx, boolean hedged) {
        this.vertx = vertx;
        sandbox = OkxSandbox.start(vertx);
        sandbox.unlimited(hedged);
        JsonObject section = sandbox.brokerSection();
        section.getJsonObject("settings").put("timeout_seconds", 1);
        context = new SandboxContext(vertx, section, Set.of(BTC));
        broker = open();
    }

    private Broker open() {
        Broker opened = read(() -> new OkxDemoProvider(SandboxHarness.quick()).open(context));
        opened.listen(ledger::heard);
        return opened;
    }

    /**
     * Trades one schedule through and compares.
     *
     * @throws AssertionError with the seed and what differs
     */
    void run(long seed) {
        schedule = seed;
        Random random = new Random(seed);
        try {
            sandbox.price(BTC.value(), PRICE);
            disturb(random);
            trade(random);
            calm();
            settle();
            flatten();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "schedule " + seed + ": " + e.getMessage() + "\n" + Venues.summary(sandbox.state()), e);
        }
    }

    private void disturb(Random random) {
        Set<Fault> kinds = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (random.nextBoolean()) {
                kinds.add(fault);
            }
        }
        if (!kinds.isEmpty()) {
            sandbox.failAtRandom(random.nextLong(), random.nextDouble() * 0.25, kinds);
        }
        sandbox.disturbPushes(
                random.nextLong(), random.nextDouble() * 0.3, random.nextDouble() * 0.3, random.nextDouble() * 0.3);
        sandbox.lateRows(random.nextInt(3) == 0 ? random.nextInt(800) : 0, random.nextLong());
    }

    private void calm() {
        sandbox.calm();
        sandbox.reconnectable();
        sandbox.lateRows(0, 0);
    }

    private void trade(Random random) {
        boolean partly = random.nextInt(4) == 0;
        if (partly) {
            sandbox.offer(BTC.value(), PRICE, BigDecimal.valueOf(1 + random.nextInt(3)));
        }
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        PlaceOrder entry = entry(side, random);
        Future<WriteResult> sent = broker.place(entry);
        if (random.nextInt(8) == 0) {
            sandbox.disconnect();
            sandbox.reconnectable();
        }
        if (random.nextInt(8) == 0) {
            restart();
        }
        WriteResult result = sent.otherwise(failure -> new WriteResult.Unknown(
                        new io.autotrade.broker.BrokerFault.Malformed(String.valueOf(failure.getMessage()))))
                .await();
        boolean arrived = ledger.resolve(
                entry,
                result,
                () -> lookUp(entry.clientOrderId()),
                () -> vertx.timer(100).await());
        if (partly) {
            sandbox.price(BTC.value(), PRICE);
        }
        if (arrived && entry.type() != OrderType.LIMIT) {
            awaitProtected();
        }
        happen(random, entry);
    }

    private PlaceOrder entry(Side side, Random random) {
        BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(9)).movePointLeft(2);
        BigDecimal sign = BigDecimal.valueOf(side.sign());
        Protection protection = new Protection(
                id("p"),
                PRICE.subtract(sign.multiply(new BigDecimal("1500"))),
                random.nextBoolean() ? PRICE.add(sign.multiply(new BigDecimal("2500"))) : null);
        PlaceOrder order = switch (random.nextInt(4)) {
            case 0 ->
                PlaceOrder.limit(
                        id("e"), BTC, side, OrderType.LIMIT, quantity, PRICE.subtract(sign.multiply(BigDecimal.TEN)));
            case 1 ->
                PlaceOrder.limit(id("e"), BTC, side, OrderType.IOC, quantity, PRICE.add(sign.multiply(BigDecimal.TEN)));
            default -> PlaceOrder.market(id("e"), BTC, side, quantity);
        };
        return order.withProtection(protection).withNotAfter(Instant.now().plusMillis(1500));
    }

    /** What may come between an entry and its end. */
    private void happen(Random random, PlaceOrder entry) {
        BigDecimal away = BigDecimal.valueOf(entry.side().sign() * 1600L);
        switch (random.nextInt(9)) {
            case 0 -> sandbox.price(BTC.value(), PRICE.subtract(away));
            case 1 ->
                sandbox.price(
                        BTC.value(),
                        PRICE.subtract(BigDecimal.valueOf(entry.side().sign() * 12L)));
            case 2 -> sandbox.liquidate(BTC.value());
            case 3 -> sandbox.deleverage(BTC.value());
            case 4 -> sandbox.tradeByHand(BTC.value(), entry.side() == Side.SELL, "1");
            case 5 -> broker.cancel(BTC, entry.clientOrderId()).await();
            case 6 -> sandbox.fund(BTC.value(), new BigDecimal("0.0003"));
            case 7 -> restart();
            default -> {
                // nothing
            }
        }
    }

    /** The process is gone and another one starts. */
    private void restart() {
        broker.close();
        broker = open();
    }

    private Optional<Boolean> lookUp(ClientOrderId id) {
        OrderLookup answer = read(() -> broker.order(BTC, id));
        return switch (answer) {
            case OrderLookup.Found found -> Optional.of(true);
            case OrderLookup.NeverArrived never -> Optional.of(false);
            case OrderLookup.NotVisible notVisible -> Optional.empty();
        };
    }

    /** A position must not be without its stop for longer than five seconds, whatever fails meanwhile. */
    private void awaitProtected() {
        within(5_000, "a position without a stop", () -> Venues.unprotected(sandbox.state()));
    }

    private void settle() {
        within(10_000, "books and venue differ", () -> {
            ledger.read(broker, this);
            return ledger.differences(sandbox.state(), read(broker::positions), read(broker::balance));
        });
        ledger.check(sandbox.state());
    }

    private void flatten() {
        for (int part = 0; part < 4 && !sandbox.positions().isEmpty(); part++) {
            ClientOrderId id = id("x" + part);
            broker.closePosition(new ClosePosition(id, BTC, null)).await();
        }
        for (ClientOrderId id : Venues.restingEntries(sandbox.state())) {
            broker.cancel(BTC, id).await();
        }
        within(10_000, "something is left of a closed position", () -> Venues.leftOvers(sandbox.state()));
        settle();
    }

    private void within(long millis, String what, Supplier<String> problem) {
        long end = System.nanoTime() + millis * 1_000_000;
        String left = problem.get();
        while (!left.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": " + left);
            }
            vertx.timer(200).await();
            left = problem.get();
        }
    }

    @Override
    public <T> T read(Supplier<Future<T>> question) {
        for (int i = 1; ; i++) {
            try {
                return question.get().await();
            } catch (BrokerException e) {
                if (i == TRIES) {
                    throw e;
                }
                vertx.timer(50).await();
            }
        }
    }

    private ClientOrderId id(String suffix) {
        return new ClientOrderId("s" + Long.toString(schedule, 36) + "q" + suffix);
    }

    @Override
    public void close() {
        broker.close().await();
        sandbox.close();
    }
}
