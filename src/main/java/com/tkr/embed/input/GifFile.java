package com.tkr.embed.input;

import java.util.Arrays;

/**
 * A GIF file's first frame on its screen, as Pillow shows it: outside the frame is the transparent
 * colour's index, else index 0, and the screen grows to hold the frame.
 */
final class GifFile implements ImageFile {
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int[] PASS_START = {0, 4, 2, 1};
  private static final int[] PASS_STEP = {8, 8, 4, 2};

  private final FileBytes file;
  private int screenWidth;
  private int screenHeight;
  private int left;
  private int top;
  private int frameWidth;
  private int frameHeight;
  private boolean interlaced;
  private int background;
  private Palette palette = Palette.GREY;
  private int data;

  private GifFile(FileBytes file) {
    this.file = file;
  }

  static GifFile open(byte[] bytes) throws ImageRefused {
    GifFile gif = new GifFile(new FileBytes(bytes, "GIF", true));
    gif.readHeader();
    return gif;
  }

  @Override
  public int width() {
    return Math.max(screenWidth, left + frameWidth);
  }

  @Override
  public int height() {
    return Math.max(screenHeight, top + frameHeight);
  }

  @Override
  public int orientation() {
    return 1;
  }

  @Override
  public long decodeBytes() {
    return (long) width() * height() + (long) frameWidth * frameHeight;
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    byte[] frame = GifLzw.decode(file, data, Math.multiplyExact(frameWidth, frameHeight));
    byte[] screen = new byte[Math.multiplyExact(width(), height())];
    Arrays.fill(screen, (byte) background);
    int row = 0;
    for (int pass = interlaced ? 0 : 4; pass <= 4; pass++) {
      int start = pass == 4 ? (interlaced ? frameHeight : 0) : PASS_START[pass];
      int step = pass == 4 ? 1 : PASS_STEP[pass];
      for (int y = start; y < frameHeight; y += step) {
        int to = (top + y) * width() + left;
        System.arraycopy(frame, row++ * frameWidth, screen, to, frameWidth);
      }
    }
    return new IndexedRows(width(), height(), screen, palette);
  }

  private void readHeader() throws ImageRefused {
    screenWidth = file.u16(6);
    screenHeight = file.u16(8);
    int at = 13 + readPalette(file.u8(10), 13);
    while (file.u8(at) != ',') {
      if (file.u8(at) != '!') {
        throw file.damaged();
      }
      at = skipExtension(at);
    }
    readFrame(at + 1);
  }

  private int skipExtension(int from) throws ImageRefused {
    if (file.u8(from + 1L) == GRAPHIC_CONTROL && (file.u8(from + 3L) & 1) != 0) {
      background = file.u8(from + 6L);
    }
    int at = from + 2;
    while (file.u8(at) != 0) {
      at += 1 + file.u8(at);
    }
    return at + 1;
  }

  private void readFrame(int at) throws ImageRefused {
    left = file.u16(at);
    top = file.u16(at + 2L);
    frameWidth = file.u16(at + 4L);
    frameHeight = file.u16(at + 6L);
    int flags = file.u8(at + 8L);
    interlaced = (flags & 64) != 0;
    data = at + 9 + readPalette(flags, at + 9);
    if (frameWidth == 0 || frameHeight == 0) {
      throw file.damaged();
    }
  }

  /** Reads the palette that the flags announce; returns its length in bytes. */
  private int readPalette(int flags, int at) throws ImageRefused {
    if ((flags & 128) == 0) {
      return 0;
    }
    int length = 3 << (flags & 7) + 1;
    palette = Palette.rgb(file.copy(at, length)).dropGrey(length / 3);
    return length;
  }
}
