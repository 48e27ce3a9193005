package com.tkr.embed.input.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.PlacedRows;
import com.tkr.embed.input.resize.PlacedRows.Canvas;
import com.tkr.embed.input.resize.RasterRows;
import com.tkr.embed.input.resize.RowConverter;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A WebP file (RFC 9649): lossy, lossless, with alpha (dropped), animated (the first frame on its
 * canvas, black around it). Chunks are read here; libwebp decodes.
 */
final class WebpFile implements ImageFile {
  private static final byte[] BLACK = new byte[3];
  private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
  private static final byte[] WEBP = {'W', 'E', 'B', 'P'};
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;

  private final FileBytes file;
  private int width;
  private int height;
  private int left;
  private int top;
  private int orientation = 1;

  /** Whether the first frame of an animation was met: no other is read, and none inside it. */
  private boolean framed;

  /** The chunk that holds the picture. */
  private int picture = -1;

  private WebpFile(FileBytes file) {
    this.file = file;
  }

  static WebpFile open(byte[] bytes) throws ImageRefused {
    WebpFile webp = new WebpFile(new FileBytes(bytes, "WebP", true));
    webp.readChunks(12, webp.file.size());
    if (webp.picture < 0) {
      throw webp.file.damaged();
    }
    if (webp.width == 0) {
      webp.width = webp.frameWidth();
      webp.height = webp.frameHeight();
    }
    if (webp.left + webp.frameWidth() > webp.width || webp.top + webp.frameHeight() > webp.height) {
      throw webp.file.damaged();
    }
    return webp;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int orientation() {
    return orientation;
  }

  @Override
  public long decodeBytes() {
    return 12L * width * height + 2L * file.size();
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    Raster raster = raster();
    if (raster.getWidth() != frameWidth() || raster.getHeight() != frameHeight()) {
      throw file.damaged();
    }
    PixelRows frame = new RasterRows(raster, RowConverter.rgb(raster.getNumBands()));
    return PlacedRows.of(frame, new Canvas(width, height, left, top), BLACK);
  }

  /** The library unpacks its native code into the temporary folder at the first call. */
  private Raster raster() throws ImageRefused {
    try {
      return new ImageReading("WebP", warning -> false)
          .raster(
              new WebPImageReaderSpi().createReaderInstance(null),
              still(),
              reader -> reader.read(0).getRaster());
    } catch (LinkageError e) {
      throw ImageRefused.unreadable(
          "is a WebP file, and this server cannot load its WebP decoder; send PNG or JPEG");
    }
  }

  /** The picture's chunk as a WebP file of its own: no animation, no metadata, no alpha plane. */
  private byte[] still() throws ImageRefused {
    int length = file.i32(picture + 4L);
    int padded = length + (length & 1);
    ByteBuffer still = ByteBuffer.allocate(RIFF_HEADER + CHUNK_HEADER + padded);
    still.order(ByteOrder.LITTLE_ENDIAN);
    still.put(RIFF).putInt(still.capacity() - CHUNK_HEADER).put(WEBP);
    return still.put(file.data(), picture, CHUNK_HEADER + length).array();
  }

  private void readChunks(long from, long to) throws ImageRefused {
    long at = from;
    while (at + 8 <= to) {
      long length = file.u32(at + 4);
      if (picture < 0 || file.has(at, "EXIF")) {
        readChunk((int) at, length);
      }
      at += 8 + length + (length & 1);
    }
  }

  private void readChunk(int at, long length) throws ImageRefused {
    int body = at + 8;
    if (file.has(at, "VP8 ") || file.has(at, "VP8L")) {
      file.need(body, length);
      picture = at;
    } else if (file.has(at, "VP8X")) {
      width = 1 + u24(body + 4);
      height = 1 + u24(body + 7);
    } else if (file.has(at, "ANMF") && !framed) {
      framed = true;
      file.need(body, length);
      left = 2 * u24(body);
      top = 2 * u24(body + 3);
      readChunks(body + 16L, body + length);
    } else if (file.has(at, "EXIF")) {
      int skip = file.has(body, "Exif\0\0") ? 6 : 0;
      orientation = TiffDirectory.orientation(file.copy(body + skip, length - skip));
    }
  }

  private int u24(long at) throws ImageRefused {
    return file.u16(at) | file.u8(at + 2) << 16;
  }

  private boolean lossless() {
    return file.has(picture, "VP8L");
  }

  private int frameWidth() throws ImageRefused {
    return lossless() ? 1 + (file.i32(picture + 9L) & 0x3FFF) : file.u16(picture + 14L) & 0x3FFF;
  }

  private int frameHeight() throws ImageRefused {
    return lossless()
        ? 1 + (file.i32(picture + 9L) >> 14 & 0x3FFF)
        : file.u16(picture + 16L) & 0x3FFF;
  }
}
