package net.routerd.model.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Nearest {

  // Beyond these a hint costs more than it helps.
  private static final int MOST_WORDS = 1000;
  private static final int LONGEST_WORD = 64;

  private static final int MOST_LISTED = 20;

  private Nearest() {}

  /**
   * Returns a hint.
   *
   * @param word what was written
   * @param words what could have been meant
   * @return {@code "; did you mean 'x'?"}, or nothing where no word is near
   */
  public static String hint(String word, Collection<String> words) {
    return of(word, words).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /**
   * Returns an exception for a name that is not there.
   *
   * @param what such as {@code there is no policy}
   * @param word what was written
   * @param words what there is
   * @return the exception, whose message names the nearest and, where they are few, all
   */
  public static NoSuchElementException missing(String what, String word, List<String> words) {
    return new NoSuchElementException(
        what
            + " '"
            + word
            + "'"
            + hint(word, words)
            + (words.size() > MOST_LISTED ? "" : "; there " + listed(words)));
  }

  private static String listed(List<String> words) {
    return switch (words.size()) {
      case 0 -> "is none";
      case 1 -> "is only " + words.getFirst();
      default -> "are " + String.join(", ", words);
    };
  }

  static Optional<String> of(String word, Collection<String> words) {
    if (word.length() > LONGEST_WORD || words.size() > MOST_WORDS) {
      return Optional.empty();
    }
    int most = Math.max(1, word.length() / 3);
    return words.stream()
        .filter(w -> Math.abs(w.length() - word.length()) <= most)
        .filter(w -> distance(word, w) <= most)
        .min(Comparator.<String>comparingInt(w -> distance(word, w)).thenComparing(w -> w));
  }

  /** Levenshtein's distance, where a swap of neighbours counts one and case nothing. */
  private static int distance(String a, String b) {
    String from = a.toLowerCase(java.util.Locale.ROOT);
    String to = b.toLowerCase(java.util.Locale.ROOT);
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, String from, String to, int i, int j) {
    int replace = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(cost[i - 1][j - 1] + replace, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
