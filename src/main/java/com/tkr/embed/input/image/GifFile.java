package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PackedRows;
import com.tkr.embed.input.resize.Palette;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.PlacedRows;
import com.tkr.embed.input.resize.PlacedRows.Canvas;
import com.tkr.embed.input.resize.RowConverter;
import java.util.Arrays;

/**
 * A GIF file's first frame on its screen, as Pillow shows it: outside the frame is the transparent
 * colour's index, else index 0, and the screen grows to hold the frame. Bytes between blocks are
 * skipped, and nobody looks at what follows the last pixel.
 */
final class GifFile implements ImageFile {
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int INTERLACED = 64;

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
    return (long) frameWidth * frameHeight;
  }

  @Override
  public PixelRows decode(Alpha alpha) throws ImageRefused {
    GifStrings strings = new GifStrings(new GifCodes(file, data + 1), file.u8(data));
    byte[] indices = new GifPixels(frameWidth, frameHeight, interlaced).fill(strings);
    PixelRows frame =
        new PackedRows(
            indices,
            new PackedRows.Layout(frameWidth, frameHeight, 0, frameWidth),
            RowConverter.palette(palette, 1));
    byte[] color = Arrays.copyOfRange(palette.rgb(), 3 * background, 3 * background + 3);
    return PlacedRows.of(frame, new Canvas(width(), height(), left, top), color);
  }

  private void readHeader() throws ImageRefused {
    screenWidth = file.u16(6);
    screenHeight = file.u16(8);
    int at = 13 + readPalette(file.u8(10), 13);
    while (file.u8(at) != ',') {
      at = skipBlock(at);
    }
    readFrame(at + 1);
  }

  /** The trailer ends a file without a picture; a byte that begins no block is skipped. */
  private int skipBlock(int at) throws ImageRefused {
    return switch (file.u8(at)) {
      case '!' -> skipExtension(at);
      case ';' -> throw file.damaged();
      default -> at + 1;
    };
  }

  private int skipExtension(int from) throws ImageRefused {
    if (file.u8(from + 1L) == GRAPHIC_CONTROL) {
      readControl(from + 2);
    }
    int at = from + 2;
    while (file.u8(at) != 0) {
      at += 1 + file.u8(at);
    }
    return at + 1;
  }

  /** Which index is transparent, where one is; an empty block says nothing. */
  private void readControl(int block) throws ImageRefused {
    int length = file.u8(block);
    boolean transparent = length > 0 && (file.u8(block + 1L) & 1) != 0;
    if (length > 0 && length < (transparent ? 4 : 3)) {
      throw file.damaged();
    }
    background = transparent ? file.u8(block + 4L) : background;
  }

  private void readFrame(int at) throws ImageRefused {
    left = file.u16(at);
    top = file.u16(at + 2L);
    frameWidth = file.u16(at + 4L);
    frameHeight = file.u16(at + 6L);
    int flags = file.u8(at + 8L);
    interlaced = (flags & INTERLACED) != 0;
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
