package io.autotrade.broker;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of the account that is not a fill. {@link #bookingId()} is unique and stable within the account. */
public sealed interface Booking {

    String bookingId();

    Instant at();

    /**
     * Funding of a position.
     *
     * @param amount settlement currency; positive when received, negative when paid
     * @param rate fraction of the notional for this interval; positive: longs pay shorts. Null when the venue does not
     *     tell
     */
    record Funding(
            String bookingId,
            Symbol symbol,
            BigDecimal amount,
            @Nullable BigDecimal rate,
            Instant at) implements Booking {

        public Funding {
            Checks.present("symbol", symbol);
            Checks.time("at", at);
            Checks.plausible("amount", amount);
            Checks.plausibleOrNull("rate", rate);
            Checks.id("bookingId", bookingId);
        }
    }

    /** Why the venue itself reduced a position. */
    enum ForcedKind {
        LIQUIDATION,
        /** Automatic deleveraging: the position was reduced to serve somebody else's liquidation. */
        ADL
    }

    /**
     * The venue reduced or closed a position.
     *
     * @param side the side of the position that was reduced
     * @param quantity base asset, greater than zero
     * @param price quote per base at which it was done
     * @param fee settlement currency, liquidation fee or penalty included; positive when paid
     */
    record ForcedClose(
            String bookingId,
            ForcedKind kind,
            Symbol symbol,
            PositionSide side,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            Instant at)
            implements Booking {

        public ForcedClose {
            Checks.present("kind", kind);
            Checks.present("symbol", symbol);
            Checks.present("side", side);
            Checks.time("at", at);
            Checks.plausible("fee", fee);
            Checks.id("bookingId", bookingId);
            Checks.positive("quantity", quantity);
            Checks.positive("price", price);
        }
    }

    /**
     * Money put into or taken out of the account, or any adjustment by the venue.
     *
     * @param amount settlement currency; positive into the account
     */
    record Transfer(String bookingId, BigDecimal amount, String note, Instant at) implements Booking {

        public Transfer {
            Checks.present("note", note);
            Checks.time("at", at);
            Checks.plausible("amount", amount);
            Checks.id("bookingId", bookingId);
        }
    }
}
