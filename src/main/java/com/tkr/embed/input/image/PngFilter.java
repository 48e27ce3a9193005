package com.tkr.embed.input.image;

/** Takes the filters off the rows of a PNG file (PNG, third edition, section 9). */
final class PngFilter {
  private PngFilter() {}

  /**
   * Restores a row in place.
   *
   * @param row the filter's number, then the row's bytes
   * @param above the row above in the same form, zeros for none
   * @param step bytes to the pixel on the left
   * @return false where there is no such filter
   */
  static boolean undo(byte[] row, byte[] above, int step) {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> left(row, step);
      case 2 -> up(row, above);
      case 3 -> average(row, above, step);
      case 4 -> paeth(row, above, step);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void left(byte[] row, int step) {
    for (int i = step + 1; i < row.length; i++) {
      row[i] += row[i - step];
    }
  }

  private static void up(byte[] row, byte[] above) {
    for (int i = 1; i < row.length; i++) {
      row[i] += above[i];
    }
  }

  private static void average(byte[] row, byte[] above, int step) {
    for (int i = 1; i < row.length; i++) {
      int left = i > step ? row[i - step] & 0xFF : 0;
      row[i] += (byte) (left + (above[i] & 0xFF) >> 1);
    }
  }

  private static void paeth(byte[] row, byte[] above, int step) {
    for (int i = 1; i < row.length; i++) {
      boolean first = i <= step;
      int left = first ? 0 : row[i - step] & 0xFF;
      int corner = first ? 0 : above[i - step] & 0xFF;
      row[i] += (byte) nearest(left, above[i] & 0xFF, corner);
    }
  }

  private static int nearest(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
