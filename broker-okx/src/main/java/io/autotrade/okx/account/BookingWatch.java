package io.autotrade.okx.account;

import io.autotrade.broker.BrokerEvent;
import io.autotrade.broker.Page;
import io.autotrade.okx.loop.Outlet;
import java.time.Duration;

/** Reads the bills when there seem to be new ones, and tells those that are bookings. */
final class BookingWatch {

    private static final Duration SETTLE = Duration.ofMillis(250);

    private final Venue venue;
    private final Bookings bookings;
    private final Outlet<BrokerEvent> outlet;
    private String cursor = Page.START;
    private boolean planned;
    private boolean again;
    private boolean stopped;

    BookingWatch(Venue venue, Bookings bookings, Outlet<BrokerEvent> outlet) {
        this.venue = venue;
        this.bookings = bookings;
        this.outlet = outlet;
    }

    /** Only what comes after this cursor is told. */
    void begin(String from) {
        cursor = from;
    }

    void stop() {
        stopped = true;
    }

    /** There may be new bills; a bill can appear a moment after what it is for. */
    void changed() {
        if (planned) {
            again = true;
            return;
        }
        if (!stopped) {
            planned = true;
            venue.loop().after(SETTLE, this::read);
        }
    }

    private void read() {
        bookings.after(cursor).onComplete(page -> {
            planned = false;
            if (stopped) {
                return;
            }
            if (page.failed()) {
                venue.logger()
                        .warn("OKX bills could not be read: {}", page.cause().getMessage());
                return;
            }
            cursor = page.result().nextCursor();
            page.result().items().forEach(booking -> outlet.emit(new BrokerEvent.Booked(booking)));
            if (again || page.result().hasMore()) {
                again = false;
                changed();
            }
        });
    }
}
