package com.tkr.embed.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that an unknown one was probably meant to be. */
public final class NearestName {
  /** Names longer than this are not compared: the cost grows with the length. */
  private static final int LONGEST = 64;

  private NearestName() {}

  /** The name with the smallest edit distance, when at most half of the letters differ. */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance(name, k)).thenComparing(k -> k))
        .filter(
            nearest -> 2 * distance(name, nearest) <= Math.max(name.length(), nearest.length()));
  }

  /** Letters added, left out, changed, or exchanged with the next (optimal string alignment). */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[0];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = row(last, a.charAt(i - 1), b);
      for (int j = 2; i > 1 && j < row.length; j++) {
        if (a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }

  private static int[] row(int[] above, char letter, String b) {
    int[] row = new int[above.length];
    row[0] = above[0] + 1;
    for (int j = 1; j < row.length; j++) {
      int substitution = above[j - 1] + (letter == b.charAt(j - 1) ? 0 : 1);
      row[j] = Math.min(substitution, Math.min(above[j], row[j - 1]) + 1);
    }
    return row;
  }
}
