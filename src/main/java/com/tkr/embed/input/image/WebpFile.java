package com.tkr.embed.input.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.PlacedRows;
import com.tkr.embed.input.resize.PlacedRows.Canvas;
import com.tkr.embed.input.resize.RasterRows;
import com.tkr.embed.input.resize.RowConverter;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A WebP file (RFC 9649): lossy, lossless, with alpha (of lossy ones dropped only), animated (the
 * first frame on its canvas, black around it, white where alpha is seen over white). Chunks are
 * read here; libwebp decodes.
 */
final class WebpFile implements ImageFile {
  private static final byte[] BLACK = new byte[3];
  private static final byte[] WHITE = {-1, -1, -1};
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
    return 12L * width() * height() + 2L * file.size();
  }

  @Override
  public PixelRows decode(Alpha alpha) throws ImageRefused {
    WebpPicture picture = chunks.picture();
    Raster raster = raster();
    if (raster.getWidth() != picture.width() || raster.getHeight() != picture.height()) {
      throw file.damaged();
    }
    boolean seen = alpha == Alpha.OVER_WHITE && chunks.isTransparent();
    Canvas canvas = new Canvas(width(), height(), picture.left(), picture.top());
    return PlacedRows.of(
        new RasterRows(raster, colors(raster.getNumBands(), seen)), canvas, seen ? WHITE : BLACK);
  }

  private RowConverter colors(int bands, boolean seen) throws ImageRefused {
    RowConverter colors = RowConverter.rgb(bands);
    if (!seen) {
      return colors;
    }
    if (WebpPicture.isLossy(file, chunks.picture().at())) {
      throw ImageRefused.unreadable(
          "is a lossy WebP file with transparency, which is not supported for this model;"
              + " send PNG");
    }
    return bands == 4 ? Alpha.OVER_WHITE.of(colors, 4, 3) : colors;
  }

  /** The library unpacks its native code into the temporary folder at the first call. */
  private Raster raster() throws ImageRefused {
    try {
      return new ImageReading("WebP")
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
    long at = chunks.picture().at();
    long length = file.u32(at + 4);
    byte[] chunk = file.copy(at, CHUNK_HEADER + length + (length & 1));
    ByteBuffer still = ByteBuffer.allocate(RIFF_HEADER + chunk.length);
    still.order(ByteOrder.LITTLE_ENDIAN);
    still.put(RIFF).putInt(still.capacity() - CHUNK_HEADER).put(WEBP);
    return still.put(chunk).array();
  }
}
