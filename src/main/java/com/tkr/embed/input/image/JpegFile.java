package com.tkr.embed.input.image;

import com.tkr.embed.input.image.JpegHeader.Span;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.RasterRows;
import com.tkr.embed.input.resize.RowConverter;
import com.tkr.embed.input.resize.YccConverter;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;

/**
 * A JPEG file: baseline, extended and progressive with Huffman coding; grey, YCbCr, RGB, CMYK,
 * YCCK. The JDK's reader gives the samples; which colours they are follows libjpeg-turbo's rules
 * ({@code default_decompress_parms} in jdapimin.c), where the JDK has rules of its own.
 */
final class JpegFile implements ImageFile {
  /** More scans than any encoder makes: each costs a walk over the whole picture. */
  private static final int MAX_SCANS = 100;

  private static final byte[] JFIF = {
    (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private final byte[] file;
  private final JpegHeader header;

  private JpegFile(byte[] file, JpegHeader header) {
    this.file = file;
    this.header = header;
  }

  static JpegFile open(byte[] file) throws ImageRefused {
    return new JpegFile(file, JpegHeader.read(file));
  }

  @Override
  public int width() {
    return header.width;
  }

  @Override
  public int height() {
    return header.height;
  }

  @Override
  public int orientation() {
    return header.orientation;
  }

  @Override
  public long decodeBytes() {
    long samples = (long) width() * height() * header.components.size();
    return file.length + (header.progressive ? 3 * samples : samples);
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    RowConverter colors = colors();
    if (scans() > MAX_SCANS) {
      throw ImageRefused.unreadable("has more than " + MAX_SCANS + " JPEG scans");
    }
    Raster raster =
        new ImageReading("JPEG", JpegFile::costsNoPixel)
            .raster(JdkReaders.jpeg(), withoutMetadata(), reader -> reader.readRaster(0, null));
    if (raster.getWidth() != width() || raster.getHeight() != height()) {
      throw ImageRefused.damaged("JPEG");
    }
    return new RasterRows(raster, colors);
  }

  private RowConverter colors() throws ImageRefused {
    boolean adobe = header.adobeTransform >= 0;
    return switch (header.components.size()) {
      case 1 -> RowConverter.grey(1);
      case 3 -> isRgb(adobe) ? RowConverter.rgb(3) : YccConverter.toRgb();
      case 4 ->
          adobe && header.adobeTransform != 0
              ? YccConverter.ycck(RowConverter.cmyk(4).ofInverted())
              : RowConverter.cmyk(4).ofInverted();
      default -> throw ImageRefused.unreadable("is a JPEG file of a kind that is not read");
    };
  }

  private boolean isRgb(boolean adobe) {
    if (header.jfif) {
      return false;
    }
    if (adobe) {
      return header.adobeTransform == 0;
    }
    return header.components.equals(java.util.List.of((int) 'R', (int) 'G', (int) 'B'));
  }

  /** A 0xFF is never followed by 0xDA inside entropy-coded data. */
  private int scans() {
    int scans = 0;
    for (int i = header.scan; i + 1 < file.length; i++) {
      if (file[i] == (byte) 0xFF && file[i + 1] == (byte) 0xDA) {
        scans++;
      }
    }
    return scans;
  }

  /** The file with one neutral marker in the place of all application segments. */
  private byte[] withoutMetadata() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + JFIF.length);
    out.write(0xFF);
    out.write(0xD8);
    if (header.components.size() < 4) {
      out.writeBytes(JFIF);
    }
    for (Span table : header.tables) {
      out.write(file, table.from(), table.to() - table.from());
    }
    out.write(file, header.scan, file.length - header.scan);
    return out.toByteArray();
  }

  /** libjpeg's own words (jerror.h): bytes to spare between segments, and odd but whole scans. */
  private static boolean costsNoPixel(String warning) {
    return warning.contains("extraneous bytes before marker")
        || warning.contains("Invalid SOS parameters")
        || warning.contains("Unknown Adobe color transform");
  }
}
