package io.autotrade.broker.tck.selftest;

import io.autotrade.broker.Balance;
import io.autotrade.broker.Booking;
import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Fill;
import io.autotrade.broker.FundingRate;
import io.autotrade.broker.Liquidity;
import io.autotrade.broker.OrderOrigin;
import io.autotrade.broker.Position;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Money of the reference venue: cash, positions, fills and bookings. Guarded by the venue's lock. */
final class ReferenceBooks {

    static final BigDecimal TAKER = new BigDecimal("0.0005");
    static final BigDecimal MAKER = new BigDecimal("0.0002");
    private static final BigDecimal LIQUIDATION_FEE = new BigDecimal("0.005");

    final Map<Symbol, VenuePosition> positions = new TreeMap<>();
    final Map<Symbol, BigDecimal> prices = new TreeMap<>();
    final List<Fill> fills = new ArrayList<>();
    final List<Booking> bookings = new ArrayList<>();
    private final Set<Fault> faults;
    private final Consumer<BrokerEvent> events;
    private BigDecimal cash = new BigDecimal("10000");

    ReferenceBooks(Set<Fault> faults, Consumer<BrokerEvent> events) {
        this.faults = faults;
        this.events = events;
    }

    /** Books one execution: fee, position and fill. Returns whether the position is gone now. */
    boolean execute(
            VenueOrder order,
            BigDecimal quantity,
            BigDecimal price,
            Liquidity liquidity,
            BigDecimal leverage,
            Instant at) {
        Liquidity told = faults.contains(Fault.MAKER_IS_TAKER) ? Liquidity.TAKER : liquidity;
        BigDecimal rate = liquidity == Liquidity.MAKER ? MAKER : TAKER;
        BigDecimal charged = faults.contains(Fault.CHARGES_ANOTHER_RATE) ? rate.multiply(BigDecimal.TWO) : rate;
        BigDecimal fee = price.multiply(quantity).multiply(charged);
        cash = cash.subtract(fee);
        boolean gone = trade(order.symbol, order.side, quantity, price, leverage);
        order.fill(quantity, price, at);
        OrderOrigin origin = faults.contains(Fault.STOP_HAS_NO_ORIGIN) ? OrderOrigin.SERVICE : order.origin;
        add(new Fill(
                "F" + (fills.size() + 1),
                faults.contains(Fault.LOSES_CLOSING_ID) && order.reduceOnly ? null : order.id,
                order.venueId,
                order.symbol,
                order.side,
                quantity,
                price,
                faults.contains(Fault.FEE_MISSING_IN_THE_FILL) ? BigDecimal.ZERO : fee,
                "USDT",
                told,
                origin,
                at));
        return gone;
    }

    private void add(Fill fill) {
        fills.add(fill);
        if (!faults.contains(Fault.TELLS_NO_FILLS)) {
            events.accept(new BrokerEvent.Filled(
                    faults.contains(Fault.TELLS_OTHER_FILL_IDS) ? renamed(fill, "T" + fill.fillId()) : fill));
        }
    }

    static Fill renamed(Fill fill, String id) {
        return new Fill(
                id,
                fill.clientOrderId(),
                fill.venueOrderId(),
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fee(),
                fill.feeCurrency(),
                fill.liquidity(),
                fill.origin(),
                fill.at());
    }

    private boolean trade(Symbol symbol, Side side, BigDecimal quantity, BigDecimal price, BigDecimal leverage) {
        VenuePosition held = positions.get(symbol);
        BigDecimal left = quantity;
        boolean gone = false;
        if (held != null && held.side.exitSide() == side) {
            BigDecimal part = quantity.min(held.quantity);
            realise(held, part, price);
            gone = !positions.containsKey(symbol);
            left = quantity.subtract(part);
            held = positions.get(symbol);
        }
        if (left.signum() > 0) {
            PositionSide opened = side == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
            VenuePosition position = held == null ? new VenuePosition(symbol, opened, leverage) : held;
            position.add(left, price, !faults.contains(Fault.AVERAGES_ENTRY_WITHOUT_WEIGHTS));
            positions.put(symbol, position);
        }
        return gone;
    }

    private void realise(VenuePosition held, BigDecimal part, BigDecimal price) {
        BigDecimal gain = held.gain(price, part);
        cash = cash.add(faults.contains(Fault.REALISES_TWICE) ? gain.multiply(BigDecimal.TWO) : gain);
        held.quantity = held.quantity.subtract(part);
        if (held.quantity.signum() == 0) {
            positions.remove(held.symbol);
        }
    }

    void settle(FundingRate rate) {
        VenuePosition held = positions.get(rate.symbol());
        if (held == null) {
            return;
        }
        int sign = faults.contains(Fault.LONGS_RECEIVE_FUNDING) ? held.side.sign() : -held.side.sign();
        BigDecimal price = mark(rate.symbol());
        BigDecimal amount = held.quantity.multiply(price).multiply(rate.rate()).multiply(BigDecimal.valueOf(sign));
        cash = cash.add(amount);
        if (faults.contains(Fault.FUNDING_AS_FILL)) {
            add(new Fill(
                    "F" + (fills.size() + 1),
                    null,
                    null,
                    rate.symbol(),
                    Side.SELL,
                    held.quantity,
                    price,
                    amount.negate(),
                    "USDT",
                    Liquidity.TAKER,
                    OrderOrigin.EXTERNAL,
                    rate.fundingTime()));
        }
        book(new Booking.Funding("B" + (bookings.size() + 1), rate.symbol(), amount, rate.rate(), rate.fundingTime()));
    }

    void liquidate(VenuePosition held, Instant at) {
        BigDecimal price = mark(held.symbol);
        BigDecimal quantity = held.quantity;
        BigDecimal fee = price.multiply(quantity).multiply(LIQUIDATION_FEE);
        cash = cash.subtract(fee);
        realise(held, quantity, price);
        if (faults.contains(Fault.LIQUIDATION_AS_FILL)) {
            add(new Fill(
                    "F" + (fills.size() + 1),
                    null,
                    null,
                    held.symbol,
                    held.side.exitSide(),
                    quantity,
                    price,
                    fee,
                    "USDT",
                    Liquidity.TAKER,
                    OrderOrigin.EXTERNAL,
                    at));
        }
        book(new Booking.ForcedClose(
                "B" + (bookings.size() + 1),
                Booking.ForcedKind.LIQUIDATION,
                held.symbol,
                held.side,
                quantity,
                price,
                fee,
                at));
    }

    private void book(Booking booking) {
        bookings.add(booking);
        events.accept(new BrokerEvent.Booked(booking));
    }

    BigDecimal mark(Symbol symbol) {
        BigDecimal price = prices.get(symbol);
        if (price == null) {
            throw new IllegalStateException("no price of " + symbol);
        }
        return price;
    }

    List<Position> positions(Instant at) {
        return positions.values().stream()
                .map(position -> position.snapshot(mark(position.symbol), !faults.contains(Fault.HIDES_PROTECTION), at))
                .toList();
    }

    @Nullable
    Position position(Symbol symbol, Instant at) {
        return positions(at).stream()
                .filter(position -> position.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
    }

    /** What the account is worth; {@code reserved} is held for resting orders. */
    Balance balance(BigDecimal reserved, Instant at) {
        BigDecimal unrealized = BigDecimal.ZERO;
        BigDecimal margin = reserved;
        BigDecimal maintenance = BigDecimal.ZERO;
        for (VenuePosition position : positions.values()) {
            unrealized = unrealized.add(position.gain(mark(position.symbol), position.quantity));
            margin = margin.add(position.margin());
            maintenance = maintenance.add(position.maintenance());
        }
        if (faults.contains(Fault.HOLDS_NO_MARGIN)) {
            margin = BigDecimal.ZERO;
        }
        BigDecimal equity = faults.contains(Fault.EQUITY_WITHOUT_UNREALIZED) ? cash : cash.add(unrealized);
        return new Balance("USDT", cash, equity, equity.subtract(margin), unrealized, margin, maintenance, at);
    }
}
