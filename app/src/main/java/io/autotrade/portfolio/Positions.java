package io.autotrade.portfolio;

import io.autotrade.broker.ClientOrderId;
import io.autotrade.broker.PositionSide;
import io.autotrade.broker.Side;
import io.autotrade.broker.Symbol;
import io.autotrade.bus.AccountOpened;
import io.autotrade.bus.Action;
import io.autotrade.bus.Decision;
import io.autotrade.bus.FillRecorded;
import io.autotrade.bus.ForcedCloseBooked;
import io.autotrade.bus.FundingBooked;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.bus.PortfolioMarked;
import io.autotrade.bus.ProtectionChanged;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The open positions of the books: what opens, enlarges, reduces and closes them. */
final class Positions {

    private static final int KEPT_TRADES = 200;

    private final Provenance provenance;
    private final SortedMap<Symbol, Book> books = new TreeMap<>();
    private final Map<Symbol, ProtectionChanged> earlyProtection = new HashMap<>();
    private final Deque<Trade> trades = new ArrayDeque<>();
    private BigDecimal realized = BigDecimal.ZERO;

    Positions(Provenance provenance) {
        this.provenance = provenance;
    }

    /** Results of closed quantities, fees and funding not included. */
    BigDecimal realized() {
        return realized;
    }

    Collection<Book> open() {
        return books.values();
    }

    List<Trade> trades() {
        return List.copyOf(trades);
    }

    /** @param fee in the settlement currency */
    List<OutcomeRecorded> fill(FillRecorded fill, BigDecimal fee) {
        Book book = books.get(fill.symbol());
        if (book == null || book.side.entrySide() == fill.side()) {
            enter(fill, fill.quantity(), fee);
            addTrade(fill, fill.side().name(), fee, BigDecimal.ZERO);
            return List.of();
        }
        BigDecimal closing = fill.quantity().min(book.quantity());
        BigDecimal opening = fill.quantity().subtract(closing);
        BigDecimal closingFee = opening.signum() == 0 ? fee : share(fee, closing, fill.quantity());
        String reason = provenance.exitReason(fill);
        String closedBy = reason.equals("decision") ? provenance.decisionOf(fill) : null;
        BigDecimal result = book.exit(closing, fill.price(), closingFee);
        realized = realized.add(result);
        addTrade(fill, opening.signum() == 0 ? "CLOSE" : fill.side().name(), fee, result);
        List<OutcomeRecorded> closed = closeIfFlat(book, reason, closedBy, fill.at());
        if (opening.signum() > 0) {
            enter(fill, opening, fee.subtract(closingFee));
        }
        return closed;
    }

    private static BigDecimal share(BigDecimal fee, BigDecimal part, BigDecimal whole) {
        return fee.multiply(part).divide(whole, Book.COST_SCALE, RoundingMode.HALF_EVEN);
    }

    private void enter(FillRecorded fill, BigDecimal quantity, BigDecimal fee) {
        Book book = books.get(fill.symbol());
        if (book == null) {
            PositionSide side = fill.side() == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
            book = new Book(fill.symbol(), side, fill.fillId(), provenance.ownerOf(fill), fill.at());
            books.put(fill.symbol(), book);
            applyEarlyProtection(book);
        }
        book.enter(quantity, fill.price(), fee);
    }

    /** A position that was there before the books: it costs what the venue says and has brought no fee. */
    void adopt(AccountOpened.Adopted adopted, Instant at) {
        String origin = "adopted/" + adopted.symbol() + '/' + at;
        Book book = new Book(adopted.symbol(), adopted.side(), origin, Owner.of(null, null, null, List.of()), at);
        books.put(adopted.symbol(), book);
        book.enter(adopted.quantity(), adopted.entryPrice(), BigDecimal.ZERO);
        book.observe(adopted.markPrice());
    }

    /** The venue may confirm an attached stop before the fill that makes it effective is booked. */
    private void applyEarlyProtection(Book book) {
        ProtectionChanged early = earlyProtection.remove(book.symbol);
        ClientOrderId wanted = book.owner.protectionId();
        if (early != null && wanted != null && wanted.equals(early.protectionId())) {
            book.protection(early);
        }
    }

    List<OutcomeRecorded> forcedClose(ForcedCloseBooked forced) {
        Book book = books.get(forced.symbol());
        if (book == null || book.side != forced.side()) {
            addTrade(forced, BigDecimal.ZERO);
            return List.of();
        }
        BigDecimal result = book.exit(forced.quantity().min(book.quantity()), forced.price(), forced.fee());
        realized = realized.add(result);
        addTrade(forced, result);
        String reason = switch (forced.kind()) {
            case LIQUIDATION -> "liquidation";
            case ADL -> "adl";
        };
        return closeIfFlat(book, reason, null, forced.at());
    }

    private List<OutcomeRecorded> closeIfFlat(Book book, String reason, @Nullable String closedBy, Instant at) {
        if (book.quantity().signum() > 0) {
            return List.of();
        }
        books.remove(book.symbol);
        return List.of(outcomeOf(book, reason, closedBy, at));
    }

    private static OutcomeRecorded outcomeOf(Book book, String reason, @Nullable String closedBy, Instant at) {
        Book.Result result = book.result();
        String name = "outcome/" + book.symbol + '/' + book.openingFillId;
        return new OutcomeRecorded(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
                book.symbol,
                book.side,
                result.quantity(),
                result.entryPrice(),
                result.exitPrice(),
                book.owner.leverageOr(null),
                result.grossPnl(),
                result.fees(),
                result.funding(),
                result.netPnl(),
                result.netPnlPct(),
                result.mae(),
                result.mfe(),
                book.owner.confidence(),
                reason,
                book.owner.decisionId(),
                closedBy,
                book.owner.ruleIds(),
                book.openedAt,
                at);
    }

    void fund(FundingBooked booked) {
        Book book = books.get(booked.symbol());
        if (book != null) {
            book.addFunding(booked.amount());
        }
    }

    void decided(Decision decision) {
        Book book = books.get(decision.symbol());
        if (book != null && decision.action() == Action.HOLD) {
            book.renew(decision.confidence(), decision.invalidation());
        }
    }

    void protection(ProtectionChanged change) {
        Book book = books.get(change.symbol());
        if (book == null) {
            earlyProtection.put(change.symbol(), change);
        } else {
            book.protection(change);
        }
    }

    void marked(PortfolioMarked mark) {
        mark.marks().forEach((symbol, price) -> {
            Book book = books.get(symbol);
            if (book != null) {
                book.observe(price);
            }
        });
    }

    private void addTrade(FillRecorded fill, String kind, BigDecimal fee, BigDecimal result) {
        keep(new Trade(
                fill.fillId(),
                kind,
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fee,
                result,
                provenance.decisionOf(fill),
                fill.at()));
    }

    private void addTrade(ForcedCloseBooked forced, BigDecimal result) {
        keep(new Trade(
                forced.bookingId(),
                forced.kind().name(),
                forced.symbol(),
                forced.side().exitSide(),
                forced.quantity(),
                forced.price(),
                forced.fee(),
                result,
                null,
                forced.at()));
    }

    private void keep(Trade trade) {
        trades.addLast(trade);
        if (trades.size() > KEPT_TRADES) {
            trades.removeFirst();
        }
    }
}
