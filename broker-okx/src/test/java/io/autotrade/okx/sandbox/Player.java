package io.autotrade.okx.sandbox;

import io.vertx.core.json.JsonArray;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves the markets along their tapes and tells it on the public channels. To be used on the exchange's thread. */
final class Player {

    private static final System.Logger LOG = System.getLogger("okx-sandbox");

    /** Between two steps. */
    static final long STEP_MILLIS = 500;

    /** On which candles of a few minutes begin. */
    private static final long GRID_MILLIS = 180_000;

    private final Exchange exchange;
    private final PublicDesk desk;
    private final MarketBoard board;
    private final SocketDoor sockets;
    private final Map<Coin, NavigableMap<Long, BigDecimal>> funding = new HashMap<>();
    private @Nullable Replay replay;
    private long chargedUntil;

    Player(Exchange exchange, PublicDesk desk, MarketBoard board, SocketDoor sockets) {
        this.exchange = exchange;
        this.desk = desk;
        this.board = board;
        this.sockets = sockets;
    }

    /** From now on all markets follow a tape that is made up. */
    void makeUp() {
        exchange.coins.values().forEach(coin -> coin.tape = new Waves(coin));
    }

    /** From now on these markets follow a recording, funding included. There are no candles from before it. */
    void replay(StartOptions options) {
        if (options.candles().isEmpty()) {
            return;
        }
        long now = exchange.now();
        Replay playing = new Replay(now / GRID_MILLIS * GRID_MILLIS, options.from(), options.speed());
        replay = playing;
        chargedUntil = playing.recorded(now);
        options.candles().forEach((instId, file) -> {
            Coin coin = exchange.coin(instId);
            RecordedTape tape = Recordings.candles(coin, playing, file);
            coin.tape = tape;
            desk.historyStart = Math.max(desk.historyStart, tape.begins());
        });
        for (Map.Entry<String, Path> file : options.funding().entrySet()) {
            funding.put(exchange.coin(file.getKey()), Recordings.funding(file.getValue()));
        }
    }

    /** The moment of the recording; empty when there is none. */
    Optional<Long> moment() {
        return Optional.ofNullable(replay).map(playing -> playing.recorded(exchange.now()));
    }

    /** Markets that follow a recording stand still from now on. */
    void stop() {
        if (replay != null) {
            replay.stop(exchange.now());
        }
    }

    /**
     * Moves every market to where its tape is, and charges the funding that was due since. A market that fails does not
     * silence the others, which clients would take for a dead feed.
     */
    void play() {
        for (Coin coin : exchange.coins.values()) {
            Tape tape = coin.tape;
            if (tape != null) {
                try {
                    play(coin, tape);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, coin.instId() + " cannot move", e);
                }
            }
        }
        moment().ifPresent(this::charge);
    }

    private void play(Coin coin, Tape tape) {
        long now = exchange.now();
        exchange.price(coin, tape.at(now), Coin.endless());
        board.moved(coin.instId());
        board.push("funding-rate", coin.instId());
        PublicDesk.BARS.forEach((bar, length) -> {
            String channel = "candle" + bar;
            if (sockets.hasAudience(channel, coin.instId())) {
                long opens = now / length * length;
                JsonArray rows = new JsonArray();
                if (now - opens < 2 * STEP_MILLIS) {
                    rows.add(tape.candle(opens - length, length, now));
                }
                sockets.push(channel, coin.instId(), rows.add(tape.candle(opens, length, now)));
            }
        });
    }

    private void charge(long moment) {
        long before = chargedUntil;
        chargedUntil = moment;
        funding.forEach((coin, rates) -> {
            rates.subMap(before, false, moment, true).values().forEach(rate -> exchange.fund(coin, rate));
            Map.Entry<Long, BigDecimal> last = rates.floorEntry(moment);
            if (last != null) {
                desk.rates.put(coin.instId(), last.getValue());
            }
        });
    }
}
