package io.autotrade.bus;

import io.autotrade.broker.Symbol;
import io.autotrade.bus.AlertRaised.Severity;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything the service tells people of unasked; docs/runbook.md lists it from here. The lower-case name is the stable
 * code. Every reason that restricts trading has an alert of its name.
 */
public enum AlertCode {
    DAILY_LOSS(
            "Half of the loss a day may bring is used (warning), or all of it: no entries until 00:00 UTC.",
            "Look at the day's trades. It ends by itself; do not raise the cap to go on."),
    DRAWDOWN(
            "Equity is below its peak by half of the limit (warning) or by the limit: no entries. At one and a half times"
                    + " the limit positions are halved, at twice they are closed.",
            "Decide whether the strategy still holds; `POST control/rearm` begins a new peak."),
    LOSS_STREAK("So many trades in a row lost that no further one is opened.", "Read them; `POST control/rearm`."),
    STALE_FEED(
            "A symbol has no price, or only an old one; nothing is opened.",
            "See StalePrices. It ends with the next price."),
    ADVISOR_FAILURES(
            "The advisor failed three times in a row; exits go on by rule.",
            "See ModelUnreadable. It ends with the next answer."),
    ADVISOR_DOWN(
            "As `advisor_failures`, where the configuration halts trading without a model"
                    + " (`trading.llm.when_down: halted`).",
            "See ModelUnreadable. It ends with the next answer."),
    BROKER_FAILURES("The venue could not be asked three times in a row.", "See BrokerErrors. It ends by itself."),
    UNRESOLVED_ORDER("The outcome of an order is not known, so nothing is opened.", "See OrderUnresolved."),
    RECONCILIATION(
            "The venue holds something the books cannot explain, seen twice; the symbol is halted.",
            "See PositionsDisagree."),
    UNPROTECTED_POSITION(
            "A position was found without its stop; nothing is opened meanwhile.", "See ProtectionMissing."),
    JOURNAL_DOWN("The database takes no writes; nothing is opened, exits and stops go on.", "See JournalDown."),
    CLOCK_DRIFT(
            "Prices come from the future: this machine's clock is behind.",
            "Set the clock (`timedatectl`, chrony). It ends by itself."),
    VENUE_MAINTENANCE(
            "The venue announced an interruption; nothing is opened until it is over.",
            "None; decide whether open positions should be carried through it."),
    HAND_OVER("Trading is handed from one broker to another; it ends with the hand-over.", "None."),
    MARGIN(
            "Liquidation came near: positions are halved when maintenance margin is half of equity, closed at four"
                    + " fifths.",
            "Lower leverage or add margin, then `POST control/rearm`."),
    LIVE_LOCK(
            "The approvals for real money do not hold any more; exits only.",
            "`GET live` names what is missing; see live-trading.md."),
    OPERATOR_REDUCE("A person, the halt file or a signal allowed exits only.", "`POST control/rearm` when it is over."),
    OPERATOR_HALT("A person, the halt file or a signal halted trading.", "`POST control/rearm` when it is over."),

    TRADING_ACTIVE("Nothing restricts trading any more.", "None."),
    REARMED("A person released what was latched.", "None."),
    STOP_UNCONFIRMED(
            "A stop was ordered and the venue has not confirmed it; it is repeated.",
            "Look at the venue's own screen and close there what must be closed."),

    ORDER_UNKNOWN(
            "An order was sent and its outcome is not known. It is never sent again; the venue is asked.",
            "See OrderUnresolved."),
    ORDER_REJECTED(
            "The venue refused an order; for an exit this is critical.", "The message says why: margin, size, rights."),
    ORDER_NOT_SENT("An order did not leave the service; for an exit this is critical.", "See OrdersFail."),
    NAKED_POSITION(
            "The venue shows a position without its stop; it is placed again, or else the position is closed.",
            "See ProtectionMissing."),
    STOP_LOOSENED(
            "The stop at the venue risks more than was judged: somebody moved it.",
            "Put it back at the venue, or close the position."),
    MANUAL_TRADE(
            "Somebody else traded on this account; the books follow.", "Use an account of its own for this service."),
    FORCED_CLOSE(
            "The venue liquidated or deleveraged a position.",
            "Lower leverage; compare the books with the venue's statement."),
    CASH_DIFFERENCE(
            "The venue's cash differs from that of the books: something was charged or moved and never told.",
            "Look into the venue's statement; equity and limits are off by as much."),

    BROKER_DISCONNECTED("The event stream of the broker is down.", "See BrokerDisconnected."),
    FEED_DOWN("The market feed is down.", "See MarketFeedDown."),
    FEED_FINISHED("The recorded market has come to its end.", "None."),
    MODEL_DOWN(
            "The model could not be asked when the service started or its configuration changed.",
            "The message names the cure: key, balance, address, model."),

    BROKER_CHANGED("Another broker trades from here on.", "None."),
    HAND_OVER_FAILED(
            "Another broker should have taken over and did not; the old one trades on.", "The message says why."),
    BROKER_KEPT(
            "The configuration names another broker than the one whose account is open; that account goes on.",
            "Hand over with `PATCH runtime-mode`, or change the configuration."),
    CONFIG_INVALID("A changed configuration is not valid and was not applied.", "The message names keys and values."),
    CONFIG_RESTART_NEEDED("A change was read that takes effect with the next start.", "Restart when it suits."),
    PLUGIN_LOADED("A jar was put into the plugins folder and is ready.", "None, if it was you."),
    PLUGIN_OFFERED(
            "A new version of a plugin in use lies in the folder; the next hand-over or start takes it.",
            "None, if it was you."),
    PLUGIN_REMOVED("A jar is gone from the plugins folder.", "Put it back if it is in use."),
    PLUGIN_REFUSED("A jar in the plugins folder cannot be loaded.", "The message says why."),
    CONSUMER_FAILED(
            "A consumer of events does not take them; trading goes on and the events wait in the journal.",
            "The message says why; see writing-a-consumer.md.");

    private final String meaning;
    private final String cure;

    AlertCode(String meaning, String cure) {
        this.meaning = meaning;
        this.cure = cure;
    }

    /**
     * The constant of a stable code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static AlertCode of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The stable code, such as {@code stale_feed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What has happened, for a person. */
    public String meaning() {
        return meaning;
    }

    /** What a person can do; a name in capitals is a section of docs/runbook.md. */
    public String cure() {
        return cure;
    }

    /**
     * The alert itself.
     *
     * @param message one or two sentences with what has happened now; never a secret
     * @param symbol null when it is about no single one
     */
    public AlertRaised raised(Severity severity, String message, @Nullable Symbol symbol, Instant at) {
        return new AlertRaised(severity, code(), message, symbol, at);
    }
}
