package io.autotrade.okx.sandbox;

import io.autotrade.okx.loop.Life;
import io.autotrade.okx.loop.VirtualTime;
import io.autotrade.okx.ws.Links;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * The exchange without a network, in virtual time, on one thread: the same doors, signatures and faults, but a second
 * takes no time. It also keeps an eye on positions without a stop.
 */
public final class VirtualVenue {

    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");
    private static final int REMEMBERED = 10_000;
    private static final Duration LOOK = Duration.ofMillis(25);

    private final VirtualTime time;
    private final long start;
    private final String authority;
    private final Random random;
    private final Core core;
    private final List<String> requests = new ArrayList<>();
    private final Set<Holding> foreign = new HashSet<>();
    private Duration wallAhead = Duration.ZERO;
    private int slowest = 20;
    private Logger logger = NOPLogger.NOP_LOGGER;
    private boolean attended;
    private String latest = "";
    private String killedAfter = "";
    private Duration naked = Duration.ZERO;
    private Duration longestNaked = Duration.ZERO;

    /** @param authority host and port in the addresses of this exchange; nobody listens there */
    public VirtualVenue(VirtualTime time, String authority, long seed) {
        this.time = time;
        this.authority = authority;
        start = time.nanoTime();
        random = new Random(seed);
        core = new Core(this::millis, time::after);
        core.rest.trace = this::note;
        time.every(LOOK, this::look);
    }

    private void note(String request) {
        logger.debug("{} {}", Instant.ofEpochMilli(millis()), request);
        latest = request;
        if (requests.size() < REMEMBERED) {
            requests.add(request);
        }
    }

    private long millis() {
        return BEGIN.toEpochMilli() + (time.nanoTime() - start) / 1_000_000;
    }

    /** Writes down every request, and when a position was found without its stop. */
    public VirtualVenue traced(Logger to) {
        logger = to;
        return this;
    }

    /** The wall clock of the machine the client runs on. */
    public InstantSource wall() {
        return () -> Instant.ofEpochMilli(millis()).plus(wallAhead);
    }

    /** Sets the client's wall clock wrong. */
    public void wallAhead(Duration ahead) {
        if (ahead.abs().compareTo(Duration.ofSeconds(1)) >= 0) {
            core.count(Trouble.CLOCK_SKEWED);
        }
        wallAhead = ahead;
    }

    /** A process on the way to this exchange. */
    public Links links(Life life) {
        return new VirtualLinks(core, time, life, () -> Duration.ofMillis(1 + random.nextInt(slowest)));
    }

    /** How slow the network is at most, in milliseconds each way. */
    public void slowest(int millis) {
        slowest = millis;
    }

    public JsonObject brokerSection() {
        return Core.brokerSection(authority);
    }

    /** The section {@code market.okx} with which a market source watches this exchange. */
    public JsonObject marketSection() {
        return Core.marketSection(authority);
    }

    public VirtualVenue hedged(boolean hedged) {
        core.exchange.posMode = hedged ? "long_short_mode" : "net_mode";
        return this;
    }

    public void price(String instId, BigDecimal price) {
        offer(instId, price, Coin.endless());
    }

    /** @param contracts on offer on each side */
    public void offer(String instId, BigDecimal price, BigDecimal contracts) {
        core.exchange.price(core.exchange.coin(instId), price, contracts);
        core.board.moved(instId);
    }

    public void fund(String instId, BigDecimal rate) {
        core.exchange.fund(core.exchange.coin(instId), rate);
    }

    public void liquidate(String instId) {
        core.exchange.force(core.exchange.coin(instId), "full_liquidation");
    }

    public void deleverage(String instId) {
        core.exchange.force(core.exchange.coin(instId), "adl");
    }

    /** Somebody else trades on the account; a position that only they have opened is theirs to protect. */
    public void tradeByHand(String instId, boolean buy, String contracts) {
        Coin coin = core.exchange.coin(instId);
        Holding holding = core.exchange.holding(coin, core.exchange.side(buy ? "long" : "short"));
        int before = holding.size.signum();
        core.exchange.tradeByHand(coin, buy, new BigDecimal(contracts));
        if (before != holding.size.signum()) {
            foreign.add(holding);
        }
    }

    public void transfer(BigDecimal amount) {
        core.exchange.transfer(amount);
    }

    /** From now on a share of all requests fails in one of these ways, but no call more than twice in a row. */
    public void failAtRandom(long seed, double share, Set<Fault> kinds) {
        core.faults.atRandom(seed, share, kinds);
    }

    /** Shares of private pushes that are lost, doubled and late, and by how many milliseconds late at most. */
    public void disturbPushes(long seed, double lost, double doubled, double late, int latest) {
        core.sockets.disturb(seed, lost, doubled, late);
        core.sockets.latest = latest;
    }

    /** Shares of the changes of order books that get lost and that come twice. */
    public void disturbBooks(long seed, double lost, double doubled) {
        core.sockets.disturbBooks(seed, lost, doubled);
    }

    /** Changes some levels of an order book and tells so. */
    public void stirBook(String instId) {
        core.board.depth(instId).stir();
        core.board.update(instId);
    }

    /** The numbers of an order book begin anew, as after maintenance. */
    public void restartBook(String instId) {
        core.count(Trouble.SEQUENCE_GAP);
        core.board.restart(instId);
    }

    /** The whole order book as it is: {@code asks} and {@code bids}, price and contracts of each level. */
    public JsonObject book(String instId) {
        return core.board.depth(instId).snapshot(millis(), 400);
    }

    /** A share of attached stops does not come to life. */
    public void failAttachments(long seed, double share) {
        Random dice = new Random(seed);
        core.exchange.attachmentFails = () -> dice.nextDouble() < share;
    }

    public void lateRows(int millis, long seed) {
        core.desks.lateRows(millis, seed);
    }

    /** Nothing is pushed any more, not even pongs, while connections stay; or all is well again. */
    public void stall(boolean stalled) {
        core.sockets.stalled = stalled;
    }

    /** Cuts all push connections. */
    public void cut() {
        core.sockets.drop();
    }

    /** Announces that connections will be closed for an upgrade. */
    public void announceUpgrade() {
        core.sockets.announceUpgrade();
    }

    /** Everything is refused and no connection taken while it lasts. */
    public void maintain(boolean on) {
        core.rest.maintenance = on;
        core.sockets.closed = on;
        if (on) {
            core.publicDesk.status = new JsonArray()
                    .add(new JsonObject()
                            .put("title", "unannounced work")
                            .put("state", "ongoing")
                            .put("begin", Long.toString(millis()))
                            .put("end", Long.toString(millis() + 60_000))
                            .put("serviceType", "5")
                            .put("env", "2"));
            core.sockets.drop();
        } else {
            core.publicDesk.status = new JsonArray();
        }
    }

    /** Trading of an instrument stops, or goes on. */
    public void suspend(String instId, boolean on) {
        core.exchange.coin(instId).state = on ? "suspend" : "live";
    }

    /** Requests that have come in, oldest first: method, path and query, body, and what they suffered. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Requests that begin like this. */
    public List<String> requests(String beginning) {
        return requests.stream()
                .filter(request -> request.startsWith(beginning))
                .toList();
    }

    /** Headers of the latest request whose method and path are these. */
    public Map<String, String> headers(String call) {
        return Map.copyOf(core.rest.headers.getOrDefault(call, Map.of()));
    }

    /** The next request whose method and path begin like this suffers the fault. */
    public void failNext(String call, Fault fault) {
        core.faults.next(call, fault);
    }

    /** The next request whose method and path begin like this is refused with this code. */
    public void refuseNext(String call, int status, String code) {
        core.faults.refuse(call, new Refusal(status, code, "refused by the test"));
    }

    /** What clients have written on their WebSockets: the path, a blank and the text. */
    public List<String> written() {
        return List.copyOf(core.sockets.received);
    }

    /** What the key may do, as OKX lists it. */
    public void permissions(String permissions) {
        core.gate.permissions = permissions;
    }

    /** The key is one of live trading. */
    public void liveKey() {
        core.gate.demo = false;
    }

    /** The key does not list the address the requests come from. */
    public void forbidAddress() {
        core.gate.addressAllowed = false;
    }

    /** The account mode by its number. */
    public void accountLevel(String level) {
        core.exchange.accountLevel = level;
    }

    /** The leverage that is set. */
    public BigDecimal leverage(String instId) {
        return core.exchange.coin(instId).leverage;
    }

    /** Leverage is accepted and not taken over. */
    public void keepLeverage() {
        core.clerk.keepsLeverage = true;
    }

    /** Clients are held to the limits of requests, or not. */
    public void limited(boolean limited) {
        core.gate.limited = limited;
    }

    /** Sends a row on a private channel. */
    public void push(String channel, JsonObject row) {
        core.sockets.push(channel, new JsonArray().add(row));
    }

    /** No more faults. */
    public void calm() {
        core.faults.none();
        core.sockets.disturb(0, 0, 0, 0);
        core.sockets.disturbBooks(0, 0, 0);
        core.sockets.stalled = false;
        core.exchange.attachmentFails = () -> false;
        core.desks.lateRows(0, 0);
        maintain(false);
        core.exchange.coins.keySet().forEach(instId -> suspend(instId, false));
    }

    public JsonObject state() {
        return core.control.handle("/sandbox/state", new JsonObject());
    }

    /** Whether there is a client that could do something about a position without a stop. */
    public void attended(boolean by) {
        if (attended && !by) {
            core.count(Trouble.CLIENT_KILLED);
            killedAfter = latest;
        }
        attended = by;
        naked = Duration.ZERO;
    }

    /** The longest time a position of the client has been without its stop while something could be done about it. */
    public Duration longestNaked() {
        return longestNaked;
    }

    /** How often each thing went wrong. */
    public Map<Trouble, Integer> troubles() {
        return Map.copyOf(core.troubles);
    }

    /** The latest request before the client was killed the last time: method, path and query, body; empty for none. */
    public String killedAfter() {
        return killedAfter;
    }

    private void look() {
        Exchange exchange = core.exchange;
        foreign.removeIf(holding -> holding.size.signum() == 0);
        boolean bare = exchange.holdings.values().stream()
                .anyMatch(holding ->
                        !foreign.contains(holding) && uncovered(holding).signum() > 0);
        if (!bare) {
            naked = Duration.ZERO;
        } else if (attended && !core.rest.maintenance) {
            if (naked.isZero()) {
                logger.debug("{} a position is without its stop", Instant.ofEpochMilli(millis()));
            }
            naked = naked.plus(LOOK);
            longestNaked = naked.compareTo(longestNaked) > 0 ? naked : longestNaked;
        }
    }

    private BigDecimal uncovered(Holding holding) {
        boolean exitBuys = holding.size.signum() < 0;
        BigDecimal covered = core.exchange.triggers.values().stream()
                .filter(trigger -> trigger.isLive()
                        && trigger.stop != null
                        && trigger.coin == holding.coin
                        && trigger.posSide.equals(holding.posSide)
                        && trigger.buy == exitBuys)
                .map(trigger -> trigger.size)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return holding.size.abs().subtract(covered);
    }
}
