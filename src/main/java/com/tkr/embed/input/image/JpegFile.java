package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.RowConverter;
import com.tkr.embed.input.resize.SampleRows;
import com.tkr.embed.input.resize.SampleRows.Samples;
import com.tkr.embed.model.mlx.Frame;

/**
 * A JPEG file as Pillow reads it: grey, YCbCr or RGB, CMYK or YCCK; baseline, extended,
 * progressive, lossless; Huffman or arithmetic coding. libjpeg-turbo decodes.
 */
final class JpegFile implements ImageFile {
  /** More scans than any encoder makes: each costs a walk over the whole picture. */
  private static final int MAX_SCANS = 100;

  /** Pixels that a picture's sides may grow by, each, to whole blocks of its largest unit. */
  private static final int PADDING = 32;

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
  public int orientation() throws ImageRefused {
    return header.metadata.orientation();
  }

  /** The samples, the copy of the file that is decoded, and of several scans all coefficients. */
  @Override
  public long decodeBytes() {
    return file.length + frame().bytes() + (header.severalScans ? 2 * paddedSamples() : 0);
  }

  @Override
  public PixelRows decode(Alpha alpha) throws ImageRefused {
    if (scans() > MAX_SCANS) {
      throw ImageRefused.unreadable("has more than " + MAX_SCANS + " JPEG scans");
    }
    byte[] data = NativeSamples.of("JPEG", file, frame(), decodeBytes());
    Samples samples = new Samples(width(), height(), header.components, 8, data);
    return new SampleRows(samples, colors());
  }

  private Frame frame() {
    return new Frame(width(), height(), width() * header.components);
  }

  private long paddedSamples() {
    return (long) (width() + PADDING) * (height() + PADDING) * header.components;
  }

  /** Adobe's files hold CMYK inverted; Pillow takes all for Adobe's. */
  private RowConverter colors() {
    return switch (header.components) {
      case 1 -> RowConverter.grey(1);
      case 3 -> RowConverter.rgb(3);
      default -> RowConverter.cmyk(4).ofInverted();
    };
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
}
