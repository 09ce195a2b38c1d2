package io.autotrade.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The known word that is most like the given one, or null when none is alike. */
    public static @Nullable String of(String given, Collection<String> known) {
        String best = null;
        // Of three letters two changed make another word.
        int least = Math.max(Math.min(2, given.length() / 2), given.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(plain(given), plain(word));
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best;
    }

    /** The dotted path whose last part is the given word, or null when there is none or more than one. */
    static @Nullable String lastPart(String given, Collection<String> paths) {
        String found = null;
        for (String path : paths) {
            if (path.substring(path.lastIndexOf('.') + 1).equals(given)) {
                if (found != null) {
                    return null;
                }
                found = path;
            }
        }
        return found;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_').replace("_", "");
    }

    /** Levenshtein distance with swaps of neighbours counted as one. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
