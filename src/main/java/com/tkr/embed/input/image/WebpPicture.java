package com.tkr.embed.input.image;

/**
 * A chunk of a WebP file that holds a picture (RFC 9649): its size and, where it has one, its place
 * on the canvas.
 *
 * @param at where the chunk begins
 * @param width pixels per row
 * @param height number of rows
 * @param left pixels before it on the canvas
 * @param top rows above it on the canvas
 * @param alpha whether its own pixels have alpha
 * @param plane where the chunk begins that has the alpha of a lossy one; -1 where there is none
 */
record WebpPicture(long at, int width, int height, int left, int top, boolean alpha, long plane) {
  private static final int KEY_FRAME = 0x2A019D;
  private static final int MAX_SIDE = 0x3FFF;

  static boolean isLossy(FileBytes file, long at) {
    return file.has(at, "VP8 ");
  }

  static boolean isLossless(FileBytes file, long at) {
    return file.has(at, "VP8L");
  }

  /** Reads the first bytes of the picture; damaged where they are of none. */
  static WebpPicture read(FileBytes file, long at) throws ImageRefused {
    return isLossless(file, at) ? lossless(file, at) : lossy(file, at);
  }

  WebpPicture placed(int x, int y) {
    return new WebpPicture(at, width, height, x, y, alpha, plane);
  }

  /** The same with its alpha in another chunk. */
  WebpPicture withPlane(long chunk) {
    return new WebpPicture(at, width, height, left, top, alpha, chunk);
  }

  /** A key frame that is shown, of a profile that exists, with its first partition inside. */
  private static WebpPicture lossy(FileBytes file, long at) throws ImageRefused {
    int tag = u24(file, at + 8);
    int width = file.u16(at + 14) & MAX_SIDE;
    int height = file.u16(at + 16) & MAX_SIDE;
    boolean shownKey = (tag & 1) == 0 && (tag >> 1 & 7) <= 3 && (tag >> 4 & 1) == 1;
    boolean whole = tag >> 5 < file.u32(at + 4) && u24(file, at + 11) == KEY_FRAME;
    if (!shownKey || !whole || width == 0 || height == 0) {
      throw file.damaged();
    }
    return new WebpPicture(at, width, height, 0, 0, false, -1);
  }

  private static WebpPicture lossless(FileBytes file, long at) throws ImageRefused {
    int sides = file.i32(at + 9);
    if (file.u32(at + 4) < 5 || file.u8(at + 8) != 0x2F || sides >>> 29 != 0) {
      throw file.damaged();
    }
    boolean alpha = (sides >>> 28 & 1) == 1;
    return new WebpPicture(
        at, 1 + (sides & MAX_SIDE), 1 + (sides >> 14 & MAX_SIDE), 0, 0, alpha, -1);
  }

  static int u24(FileBytes file, long at) throws ImageRefused {
    return file.u16(at) | file.u8(at + 2) << 16;
  }
}
