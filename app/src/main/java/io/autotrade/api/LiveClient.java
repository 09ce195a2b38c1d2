package io.autotrade.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autotrade.bus.EventJson;
import io.autotrade.bus.JournalEntry;
import io.autotrade.journal.Journal;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One connection of {@code /ws/v1}. It knows up to which journal entry it has told its client everything the client
 * wants; whatever is missing, for whatever reason, it reads from the journal. Used from one event loop.
 */
final class LiveClient {

    /** Entries a client may be behind; one that is further behind asks HTTP again. */
    static final long MAX_BEHIND = 5_000;

    private static final int BATCH = 500;
    private static final int MAX_WAITING = 2_000;
    private static final long MAX_WAITING_CHARS = 8_000_000;
    private static final int MESSAGES_PER_WINDOW = 30;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final short GOING_AWAY = 1001;
    private static final short POLICY = 1008;

    private final ServerWebSocket socket;
    private final Outbox outbox;
    private final Journal journal;
    private final Context context;
    private final InstantSource clock;
    private final Set<Topic> topics = EnumSet.noneOf(Topic.class);
    private long cursor;
    private boolean catchingUp;
    private Instant lastHeard;
    private Instant windowStart;
    private int messages;

    LiveClient(ServerWebSocket socket, Runnable dropped, Journal journal, Context context, InstantSource clock) {
        this.socket = socket;
        this.outbox = new Outbox(socket, dropped, MAX_WAITING, MAX_WAITING_CHARS);
        this.journal = journal;
        this.context = context;
        this.clock = clock;
        this.cursor = journal.lastSeq();
        this.lastHeard = clock.instant();
        this.windowStart = lastHeard;
        socket.textMessageHandler(this::received);
        socket.pongHandler(pong -> lastHeard = clock.instant());
    }

    boolean wants(Topic topic) {
        return topics.contains(topic);
    }

    /** A new entry of the journal. */
    void committed(JournalEntry entry, LiveFrame frame) {
        if (catchingUp || topics.isEmpty() || entry.seq() <= cursor) {
            return;
        }
        if (entry.seq() > cursor + 1) {
            catchUp();
        } else {
            cursor = entry.seq();
            if (wants(Topic.of(entry.event()))) {
                outbox.send(frame.text(cursor));
            }
        }
    }

    /** Prices are told when there is room for them. */
    void market(LiveFrame frame) {
        if (wants(Topic.MARKET)) {
            outbox.offer(frame.text(cursor));
        }
    }

    /** Tells that the connection lives, notices when it does not, and fetches what was missed unnoticed. */
    void heartbeat(Duration patience) {
        if (Duration.between(lastHeard, clock.instant()).compareTo(patience) > 0) {
            outbox.close(GOING_AWAY, "no answer to pings");
            return;
        }
        control("heartbeat", Trees.object());
        socket.writePing(Buffer.buffer("autotrade")).otherwiseEmpty();
        if (!catchingUp && !topics.isEmpty() && journal.lastSeq() > cursor) {
            catchUp();
        }
    }

    void close() {
        outbox.close(GOING_AWAY, "the service stops");
    }

    private void received(String text) {
        Instant now = clock.instant();
        lastHeard = now;
        if (Duration.between(windowStart, now).compareTo(WINDOW) > 0) {
            windowStart = now;
            messages = 0;
        }
        if (++messages > MESSAGES_PER_WINDOW) {
            outbox.close(POLICY, "too many messages");
            return;
        }
        try {
            obey(EventJson.read(text, JsonNode.class));
        } catch (IllegalArgumentException e) {
            error("not JSON: " + Problem.shown(text));
        }
    }

    private void obey(JsonNode message) {
        switch (message.path("op").asText()) {
            case "subscribe" -> subscribe(message);
            case "unsubscribe" -> named(message, topics::remove);
            case "ping" -> control("pong", Trees.object());
            default -> error("op must be one of subscribe, unsubscribe, ping");
        }
    }

    private interface TopicAction {
        void on(Topic topic);
    }

    /** Whether all topics of the message are known; the action is done for none of them otherwise. */
    private boolean named(JsonNode message, TopicAction action) {
        Set<Topic> wanted = EnumSet.noneOf(Topic.class);
        for (JsonNode name : message.path("topics")) {
            Topic.named(name.asText()).ifPresent(wanted::add);
        }
        if (wanted.isEmpty() || wanted.size() < message.path("topics").size()) {
            error("topics must be a list of " + Topic.allNames());
            return false;
        }
        wanted.forEach(action::on);
        return true;
    }

    private void subscribe(JsonNode message) {
        JsonNode from = message.path("from_seq");
        if (!(from.isMissingNode() || from.isNull() || (from.canConvertToLong() && from.longValue() >= 0))) {
            error("from_seq must be a sequence number, 0 or more");
            return;
        }
        boolean first = topics.isEmpty();
        if (!named(message, topics::add)) {
            return;
        }
        long newest = journal.lastSeq();
        if (first) {
            cursor = newest;
        }
        if (from.isNumber() && from.longValue() > newest) {
            reload("the journal ends at " + newest + "; from_seq is not of this journal");
        } else if (from.isNumber()) {
            cursor = from.longValue();
        }
        ObjectNode payload = Trees.object();
        topics.forEach(topic -> payload.withArray("topics").add(topic.wireName()));
        control("subscribed", payload);
        if (!catchingUp && cursor < newest) {
            catchUp();
        }
    }

    private void catchUp() {
        long newest = journal.lastSeq();
        if (newest - cursor > MAX_BEHIND) {
            reload((newest - cursor) + " entries behind");
            return;
        }
        catchingUp = true;
        long after = cursor;
        journal.read(after, BATCH)
                .onComplete(read -> context.runOnContext(back -> {
                    if (read.succeeded()) {
                        told(after, read.result());
                    } else {
                        catchingUp = false;
                        error("the journal cannot be read now; what was missed follows later");
                    }
                }));
    }

    private void told(long after, List<JournalEntry> entries) {
        if (cursor != after) {
            // Subscribed anew from elsewhere in the meantime.
            catchUp();
            return;
        }
        for (JournalEntry entry : entries) {
            cursor = entry.seq();
            if (wants(Topic.of(entry.event()))) {
                outbox.send(LiveFrame.of(entry).text(cursor));
            }
        }
        if (entries.isEmpty() || cursor >= journal.lastSeq()) {
            catchingUp = false;
        } else if (!socket.isClosed()) {
            outbox.whenEmpty(this::catchUp);
        }
    }

    private void reload(String reason) {
        catchingUp = false;
        cursor = journal.lastSeq();
        control("reload", Trees.object().put("reason", reason));
    }

    private void error(String detail) {
        control("error", Trees.object().put("detail", detail));
    }

    private void control(String type, ObjectNode payload) {
        outbox.send(LiveFrame.of(LiveFrame.CONTROL, type, clock.instant().toString(), payload)
                .text(cursor));
    }
}
