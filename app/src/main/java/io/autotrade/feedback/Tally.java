package io.autotrade.feedback;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Closed trades and how many of them ended with a gain after all costs. */
record Tally(int trades, int wins) {

    static final Tally NONE = new Tally(0, 0);

    private static final int DIGITS = 4;

    Tally plus(boolean win) {
        return new Tally(trades + 1, win ? wins + 1 : wins);
    }

    Tally minus(Tally part) {
        return new Tally(trades - part.trades, wins - part.wins);
    }

    /** Laplace's rule of succession: {@code (wins + 1) / (trades + 2)}, one half while nothing is known. */
    BigDecimal rate() {
        return BigDecimal.valueOf(wins + 1L).divide(BigDecimal.valueOf(trades + 2L), DIGITS, RoundingMode.HALF_EVEN);
    }
}
