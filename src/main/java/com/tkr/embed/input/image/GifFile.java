package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Palette;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.PlacedRows;
import com.tkr.embed.input.resize.PlacedRows.Canvas;
import com.tkr.embed.input.resize.RasterRows;
import com.tkr.embed.input.resize.RowConverter;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * A GIF file's first frame on its screen, as Pillow shows it: outside the frame is the transparent
 * colour's index, else index 0, and the screen grows to hold the frame. Blocks are read here; the
 * JDK's reader decodes.
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
    return (long) frameWidth * frameHeight + 2L * file.size();
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    Raster indices =
        new ImageReading("GIF", warning -> false)
            .raster(JdkReaders.gif(), frame(), GifFile::allRows);
    PixelRows frame = new RasterRows(indices, RowConverter.palette(palette, 1));
    byte[] color = Arrays.copyOfRange(palette.rgb(), 3 * background, 3 * background + 3);
    return PlacedRows.of(frame, new Canvas(width(), height(), left, top), color);
  }

  private static Raster allRows(ImageReader reader) throws IOException {
    Progress progress = new Progress();
    reader.addIIOReadProgressListener(progress);
    Raster raster = reader.read(0).getRaster();
    if (progress.percent < 100) {
      throw new IIOException("The code that ends the data came before the last row");
    }
    return raster;
  }

  /** The reader tells of each row; of data that ends early it says nothing else. */
  private static final class Progress implements IIOReadProgressListener {
    private float percent;

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      percent = percentageDone;
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}
  }

  /** The frame as a file of its own, with 256 colours so that the reader's samples are indices. */
  private byte[] frame() throws ImageRefused {
    int length = endOfData() - data;
    ByteBuffer frame = ByteBuffer.allocate(13 + 768 + 10 + length + 1);
    frame.order(ByteOrder.LITTLE_ENDIAN);
    frame.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
    frame.putShort((short) frameWidth).putShort((short) frameHeight);
    frame.put((byte) 0xF7).putShort((short) 0).put(Palette.GREY.rgb());
    frame.put((byte) ',').putInt(0).putShort((short) frameWidth).putShort((short) frameHeight);
    frame.put((byte) (interlaced ? INTERLACED : 0)).put(file.data(), data, length);
    return frame.put((byte) ';').array();
  }

  /** After the empty block that ends the frame's data: without it the file is truncated. */
  private int endOfData() throws ImageRefused {
    int at = data + 1;
    while (file.u8(at) != 0) {
      at += 1 + file.u8(at);
    }
    return at + 1;
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
