package io.autotrade.okx.faults;

import io.autotrade.broker.Broker;
import io.autotrade.broker.BrokerException;
import io.autotrade.broker.BrokerFault;
import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.ClosePosition;
import io.autotrade.broker.OrderLookup;
import io.autotrade.broker.OrderType;
import io.autotrade.broker.PlaceOrder;
import io.autotrade.broker.Position;
import io.autotrade.broker.Protection;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.broker.WriteResult;
import io.autotrade.okx.OkxDemoProvider;
import io.autotrade.okx.loop.Life;
import io.autotrade.okx.loop.VirtualTime;
import io.autotrade.okx.sandbox.SandboxContext;
import io.autotrade.okx.sandbox.Trouble;
import io.autotrade.okx.sandbox.VirtualVenue;
import io.autotrade.okx.ws.SocketTimings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One client trading at one exchange through one schedule of faults, in virtual time. The schedule keeps intents as the
 * service does: an id is used once, an unknown outcome is asked for and never sent again, and after a restart a
 * position without a stop is protected anew.
 */
final class Schedule implements Ledger.Reader {

    static final Symbol BTC = new Symbol("BTC-USDT-SWAP");
    static final BigDecimal PRICE = new BigDecimal("50000");
    private static final Duration NAKED_AT_MOST = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** In one of so many schedules somebody watches the order book. */
    private static final int ONLOOKERS = 10;

    private final long seed;
    private final Random random;
    private final VirtualTime time;
    private final VirtualVenue venue;
    private final Weather weather;
    private final SandboxContext context;
    private final Ledger ledger = new Ledger();
    private final @Nullable Onlooker onlooker;
    private Life life;
    private Broker broker;
    private boolean restarted;
    private int protections;
    private int closes;
    private int closed;

    /** The process has died, and with it every question that was open. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Killed() {
            super("the process was killed", null, false, false);
        }
    }

    /** @param authority of an exchange nobody else uses now */
    Schedule(Vertx vertx, long seed, VirtualTime time, String authority, Logger logger) {
        this.seed = seed;
        this.time = time;
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        venue = new VirtualVenue(time, authority, random.nextLong()).hedged(random.nextInt(4) == 3);
        if (logger.isDebugEnabled()) {
            venue.traced(logger);
        }
        weather = new Weather(time, venue, random.nextLong());
        context = new SandboxContext(vertx, venue.brokerSection(), Set.of(BTC), venue.wall(), logger);
        onlooker = seed % ONLOOKERS == 0 ? Onlooker.begin(vertx, time, venue, logger) : null;
        life = new Life(time);
        broker = start();
    }

    /**
     * Trades it through and compares.
     *
     * @throws AssertionError with what differs
     */
    void run() {
        try {
            weather.begin(onlooker != null);
            if (random.nextInt(3) == 0) {
                time.after(Duration.ofMillis(random.nextInt(6_000)), this::kill);
            }
            trade();
            weather.end();
            settle();
            flatten();
            look();
            require(
                    venue.longestNaked().compareTo(NAKED_AT_MOST) <= 0,
                    "a position was without its stop for " + venue.longestNaked());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "schedule " + seed + " (" + weather + "): " + e.getMessage() + "\n" + Venues.summary(venue.state()),
                    e);
        } finally {
            life.kill();
            if (onlooker != null) {
                onlooker.end();
            }
        }
    }

    /** What has really gone wrong. */
    Map<Trouble, Integer> troubles() {
        return venue.troubles();
    }

    /** After which request the process was killed the last time; empty when it was not. */
    String killedAfter() {
        return venue.killedAfter();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    // The process

    private Broker start() {
        while (true) {
            Life process = new Life(time);
            life = process;
            try {
                Broker opened = answer(
                        new OkxDemoProvider(SocketTimings.standard(), vertx -> venue.links(process)).open(context));
                opened.listen(ledger::heard);
                venue.attended(true);
                return opened;
            } catch (BrokerException | Killed e) {
                process.kill();
                time.pass(Duration.ofMillis(500));
            }
        }
    }

    /** The process is gone between two instructions, whatever it was doing. */
    private void kill() {
        venue.attended(false);
        life.kill();
        restarted = true;
    }

    /** Starts another process when the last one has died. */
    private void revive() {
        if (!life.isAlive()) {
            time.pass(Duration.ofMillis(200 + random.nextInt(3_000)));
            broker = start();
            guard();
        }
    }

    private <T> T answer(Future<T> future) {
        Life asked = life;
        if (!time.passUntil(() -> future.isComplete() || !asked.isAlive(), PATIENCE)) {
            throw new AssertionError("no answer within " + PATIENCE);
        }
        if (!future.isComplete()) {
            throw new Killed();
        }
        return time.await(future);
    }

    @Override
    public <T> T read(Supplier<Future<T>> question) {
        long end = time.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                revive();
                return answer(question.get());
            } catch (BrokerException e) {
                if (time.nanoTime() > end) {
                    throw e;
                }
                time.pass(Duration.ofMillis(50));
            } catch (Killed e) {
                // Asked again by the next process.
            }
        }
    }

    private WriteResult write(Supplier<Future<WriteResult>> request) {
        revive();
        try {
            return answer(request.get());
        } catch (Killed | BrokerException e) {
            return new WriteResult.Unknown(new BrokerFault.Malformed(String.valueOf(e.getMessage())));
        }
    }

    // What it does

    private void trade() {
        boolean partly = random.nextInt(4) == 0;
        if (partly) {
            venue.offer(BTC.value(), PRICE, BigDecimal.valueOf(1 + random.nextInt(3)));
        }
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        PlaceOrder entry = entry(side);
        WriteResult result = write(() -> broker.place(entry));
        boolean arrived = ledger.resolve(entry, result, () -> lookUp(entry.clientOrderId()), () -> pause(100));
        if (partly) {
            pause(random.nextInt(3_000));
            venue.price(BTC.value(), PRICE);
        }
        if (arrived) {
            awaitProtected();
        }
        happen(entry);
        pause(random.nextInt(4_000));
    }

    private void pause(int millis) {
        time.pass(Duration.ofMillis(millis));
    }

    private PlaceOrder entry(Side side) {
        BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(9)).movePointLeft(2);
        BigDecimal sign = BigDecimal.valueOf(side.sign());
        Protection protection = new Protection(
                id("p"),
                PRICE.subtract(sign.multiply(new BigDecimal("1500"))),
                random.nextBoolean() ? PRICE.add(sign.multiply(new BigDecimal("2500"))) : null);
        BigDecimal ten = sign.multiply(BigDecimal.TEN);
        PlaceOrder order = switch (random.nextInt(4)) {
            case 0 -> PlaceOrder.limit(id("e"), BTC, side, OrderType.LIMIT, quantity, PRICE.subtract(ten));
            case 1 -> PlaceOrder.limit(id("e"), BTC, side, OrderType.IOC, quantity, PRICE.add(ten));
            default -> PlaceOrder.market(id("e"), BTC, side, quantity);
        };
        return order.withProtection(protection)
                .withNotAfter(context.clock().instant().plusMillis(1500));
    }

    /** What may come between an entry and its end. */
    private void happen(PlaceOrder entry) {
        int sign = entry.side().sign();
        switch (random.nextInt(10)) {
            case 0 -> venue.price(BTC.value(), PRICE.subtract(BigDecimal.valueOf(sign * 1600L)));
            case 1 -> venue.price(BTC.value(), PRICE.subtract(BigDecimal.valueOf(sign * 12L)));
            case 2 -> venue.liquidate(BTC.value());
            case 3 -> venue.deleverage(BTC.value());
            case 4 -> venue.tradeByHand(BTC.value(), sign < 0, "1");
            case 5 -> venue.tradeByHand(BTC.value(), sign > 0, "1");
            case 6 -> write(() -> broker.cancel(BTC, entry.clientOrderId()));
            case 7 -> venue.fund(BTC.value(), new BigDecimal("0.0003"));
            case 8 -> kill();
            default -> {
                // nothing
            }
        }
    }

    private Optional<Boolean> lookUp(ClientOrderId id) {
        OrderLookup answer = read(() -> broker.order(BTC, id));
        return switch (answer) {
            case OrderLookup.Found found -> Optional.of(true);
            case OrderLookup.NeverArrived never -> Optional.of(false);
            case OrderLookup.NotVisible notVisible -> Optional.empty();
        };
    }

    /** As the service's guard: what a process that has died cannot look after any more is protected by the next. */
    private void guard() {
        if (!restarted) {
            return;
        }
        for (Position position : read(() -> broker.positions())) {
            if (position.stopPrice() == null) {
                BigDecimal away = BigDecimal.valueOf(position.side().sign() * 1700L);
                Protection again = new Protection(id("g" + protections++), PRICE.subtract(away), null);
                WriteResult result = write(() -> broker.protect(BTC, again));
                if (result instanceof WriteResult.Rejected) {
                    close("gx" + protections);
                }
            }
        }
    }

    private void awaitProtected() {
        within(Duration.ofSeconds(60), "a position without a stop", () -> Venues.unprotected(venue.state()));
    }

    private void settle() {
        within(Duration.ofSeconds(60), "books and venue differ", () -> {
            ledger.read(() -> broker, this);
            Position[] told = read(() -> broker.positions()).toArray(Position[]::new);
            return ledger.differences(venue.state(), java.util.List.of(told), read(() -> broker.balance()));
        });
        ledger.check(venue.state());
    }

    /** A book that lost its place several times is fetched anew after a minute. */
    private void look() {
        if (onlooker != null) {
            within(Duration.ofSeconds(90), "the order book that is kept", onlooker::difference);
        }
    }

    private WriteResult close(String suffix) {
        return write(() -> broker.closePosition(new ClosePosition(id(suffix), BTC, null)));
    }

    private void flatten() {
        restarted = false;
        int held = venue.state().getJsonArray("positions").size();
        within(Duration.ofSeconds(60), "something is left of a closed position", () -> {
            if (!Venues.isFlat(venue.state()) && close("x" + closes++) instanceof WriteResult.Accepted) {
                closed++;
            }
            // Closing again and again would hide a stop that opens a position.
            require(closed <= held, "a position came back after " + held + " were closed");
            for (ClientOrderId id : Venues.restingEntries(venue.state())) {
                write(() -> broker.cancel(BTC, id));
            }
            return Venues.leftOvers(venue.state());
        });
        settle();
    }

    private void within(Duration limit, String what, Supplier<String> problem) {
        long end = time.nanoTime() + limit.toNanos();
        String left = problem.get();
        while (!left.isEmpty()) {
            require(time.nanoTime() <= end, what + ": " + left);
            guard();
            pause(200);
            revive();
            left = problem.get();
        }
    }

    private ClientOrderId id(String suffix) {
        return new ClientOrderId("s" + Long.toString(seed, 36) + "q" + suffix);
    }
}
