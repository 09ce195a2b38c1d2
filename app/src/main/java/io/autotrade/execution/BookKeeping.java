package io.autotrade.execution;

import io.autotrade.broker.Subscription;
import io.autotrade.bus.DomainEvent;
import io.autotrade.bus.OutcomeRecorded;
import io.autotrade.journal.Journal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * Feeds the books with what is known and journals what has happened at venues. There is one, whichever broker trades:
 * each entry counts once, also while one broker hands over to another.
 */
public final class BookKeeping {

    private final Books books;
    private final FactRecorder facts;
    private final Subscription following;

    /** @param books folded up to the journal's end; from here on this feeds them */
    public BookKeeping(Journal journal, Books books) {
        this.books = books;
        this.facts = new FactRecorder(journal);
        this.following = journal.onKnown(this::known);
    }

    private void known(DomainEvent event, Instant at) {
        List<OutcomeRecorded> outcomes = books.apply(event, at);
        facts.record(outcomes);
    }

    public Books books() {
        return books;
    }

    public FactRecorder facts() {
        return facts;
    }

    /** Waits for what is being written, then feeds the books no more. */
    public Future<Void> close() {
        return facts.known().onComplete(done -> following.cancel());
    }
}
