package com.tkr.embed.input.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.OverWhiteRows;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.PlacedRows;
import com.tkr.embed.input.resize.PlacedRows.Canvas;
import com.tkr.embed.input.resize.RasterRows;
import com.tkr.embed.input.resize.RowConverter;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A WebP file (RFC 9649): lossy, lossless, with alpha, animated (the first frame on its canvas,
 * black around it, white where alpha is seen over white). Chunks are read here; libwebp decodes.
 */
final class WebpFile implements ImageFile {
  private static final byte[] BLACK = new byte[3];
  private static final byte[] WHITE = {-1, -1, -1};
  private static final byte[] LOSSLESS = {'V', 'P', '8', 'L'};
  private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
  private static final byte[] WEBP = {'W', 'E', 'B', 'P'};
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;

  private final FileBytes file;
  private final WebpChunks chunks;

  private WebpFile(FileBytes file) throws ImageRefused {
    this.file = file;
    this.chunks = WebpChunks.read(file);
  }

  static WebpFile open(byte[] bytes) throws ImageRefused {
    return new WebpFile(new FileBytes(bytes, "WebP", true));
  }

  @Override
  public int width() {
    return chunks.width;
  }

  @Override
  public int height() {
    return chunks.height;
  }

  @Override
  public int orientation() throws ImageRefused {
    return chunks.orientation();
  }

  @Override
  public long decodeBytes() {
    return 18L * width() * height() + 4L * file.size();
  }

  @Override
  public PixelRows decode(Alpha alpha) throws ImageRefused {
    WebpPicture picture = chunks.picture();
    Raster raster = raster(still(file.copy(picture.at(), length(picture.at()))));
    if (raster.getWidth() != picture.width() || raster.getHeight() != picture.height()) {
      throw file.damaged();
    }
    boolean seen = alpha == Alpha.OVER_WHITE && chunks.isTransparent();
    Canvas canvas = new Canvas(width(), height(), picture.left(), picture.top());
    return PlacedRows.of(rows(raster, picture, seen), canvas, seen ? WHITE : BLACK);
  }

  private PixelRows rows(Raster raster, WebpPicture picture, boolean seen) throws ImageRefused {
    int bands = raster.getNumBands();
    RowConverter colors = RowConverter.rgb(bands);
    boolean within = seen && bands == 4;
    PixelRows rows = new RasterRows(raster, within ? Alpha.OVER_WHITE.of(colors, 4, 3) : colors);
    return seen && picture.plane() >= 0
        ? new OverWhiteRows(
            rows,
            new WebpAlpha(file, picture.plane(), picture.width(), picture.height())
                .read(this::greens))
        : rows;
  }

  /** Of a lossless picture, a byte a pixel. */
  private byte[] greens(byte[] content) throws ImageRefused {
    ByteBuffer chunk =
        ByteBuffer.allocate(CHUNK_HEADER + content.length + (content.length & 1))
            .order(ByteOrder.LITTLE_ENDIAN);
    chunk.put(LOSSLESS).putInt(content.length).put(content);
    Raster raster = raster(still(chunk.array()));
    int[] samples =
        raster.getSamples(
            raster.getMinX(),
            raster.getMinY(),
            raster.getWidth(),
            raster.getHeight(),
            1,
            (int[]) null);
    byte[] greens = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      greens[i] = (byte) samples[i];
    }
    return greens;
  }

  /** The library unpacks its native code into the temporary folder at the first call. */
  private Raster raster(byte[] still) throws ImageRefused {
    try {
      return new ImageReading("WebP")
          .raster(
              new WebPImageReaderSpi().createReaderInstance(null),
              still,
              reader -> reader.read(0).getRaster());
    } catch (LinkageError e) {
      throw ImageRefused.unreadable(
          "is a WebP file, and this server cannot load its WebP decoder; send PNG or JPEG");
    }
  }

  /** A chunk as a WebP file of its own: no animation, no metadata, no alpha plane. */
  private static byte[] still(byte[] chunk) {
    ByteBuffer still = ByteBuffer.allocate(RIFF_HEADER + chunk.length);
    still.order(ByteOrder.LITTLE_ENDIAN);
    still.put(RIFF).putInt(still.capacity() - CHUNK_HEADER).put(WEBP);
    return still.put(chunk).array();
  }

  /** Of the chunk that begins there, with its header and its padding. */
  private long length(long at) throws ImageRefused {
    long length = file.u32(at + 4);
    return CHUNK_HEADER + length + (length & 1);
  }
}
