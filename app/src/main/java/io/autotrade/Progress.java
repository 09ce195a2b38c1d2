package io.autotrade;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How far long work has come: a bar that is drawn over itself on a terminal, a line now and then elsewhere, nothing for
 * work that is over at once. Told by one thread at a time.
 */
final class Progress implements LongConsumer, AutoCloseable {

    private static final int WIDTH = 30;
    private static final long SECOND = 1_000_000_000L;
    private static final long REDRAW = SECOND / 10;
    private static final long NEXT_LINE = 5 * SECOND;

    private final PrintWriter to;
    private final boolean terminal;
    private final String unit;
    private final long total;
    private final LongSupplier nanos;
    private final long began;
    private long told;
    private int drawn;

    Progress(PrintWriter to, String unit, long total) {
        this(to, Terminal.present(), unit, total, System::nanoTime);
    }

    /**
     * @param unit plural of what is counted
     * @param total how much there is; when more comes, it is done
     * @param nanos a clock that only goes forward
     */
    Progress(PrintWriter to, boolean terminal, String unit, long total, LongSupplier nanos) {
        this.to = to;
        this.terminal = terminal;
        this.unit = unit;
        this.total = total;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.told = began;
    }

    /** @param done how much of it is done */
    @Override
    public void accept(long done) {
        long now = nanos.getAsLong();
        if (now - told < (terminal ? REDRAW : NEXT_LINE)) {
            return;
        }
        told = now;
        String text = text(done, now - began);
        if (terminal) {
            to.print("\r" + bar(done) + " " + text + " ".repeat(Math.max(0, drawn - text.length())));
            drawn = text.length();
        } else {
            to.println(text);
        }
        to.flush();
    }

    private long percent(long done) {
        return total <= 0 ? 100 : Math.min(100, done * 100 / total);
    }

    private String bar(long done) {
        int full = (int) (percent(done) * WIDTH / 100);
        return "[" + "=".repeat(full) + " ".repeat(WIDTH - full) + "]";
    }

    private String text(long done, long spent) {
        String text =
                String.format(Locale.ROOT, "%3d %%  %,d of %,d %s", percent(done), done, Math.max(total, done), unit);
        long left = done <= 0 || done >= total ? 0 : spent / done * (total - done) / SECOND;
        return left > 0 ? text + String.format(Locale.ROOT, ", about %d s left", left) : text;
    }

    /** Takes the bar away, so that what is printed next begins on a line of its own. */
    @Override
    public void close() {
        if (drawn > 0) {
            to.print("\r" + " ".repeat(WIDTH + 3 + drawn) + "\r");
            to.flush();
        }
    }
}
