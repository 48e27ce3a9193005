package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Palette;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.RasterRows;
import com.tkr.embed.input.resize.RowConverter;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.Set;

/**
 * A TIFF file's first picture: grey, palette, RGB, CMYK of up to 16 bits per sample. Colours as
 * Pillow's ({@code OPEN_INFO} in TiffImagePlugin.py), which also always applies the orientation of
 * this format.
 */
final class TiffFile implements ImageFile {
  private static final int WIDTH = 0x100;
  private static final int HEIGHT = 0x101;
  private static final int BITS = 0x102;
  private static final int PHOTOMETRIC = 0x106;
  private static final int SAMPLES = 0x115;
  private static final int COLOR_MAP = 0x140;
  private static final int EXTRA_SAMPLES = 0x152;
  private static final int SAMPLE_FORMAT = 0x153;
  private static final int PREMULTIPLIED = 1;
  private static final Set<Integer> DEPTHS = Set.of(1, 2, 4, 8, 16);

  private final byte[] file;
  private final TiffDirectory directory;

  private TiffFile(byte[] file, TiffDirectory directory) {
    this.file = file;
    this.directory = directory;
  }

  static TiffFile open(byte[] file) throws ImageRefused {
    TiffFile tiff = new TiffFile(file, TiffDirectory.read(file));
    tiff.converter();
    return tiff;
  }

  @Override
  public int width() {
    return value(WIDTH, 0);
  }

  @Override
  public int height() {
    return value(HEIGHT, 0);
  }

  @Override
  public int orientation() {
    int value = value(TiffDirectory.ORIENTATION, 1);
    return value >= 1 && value <= 8 ? value : 1;
  }

  @Override
  public boolean alwaysOriented() {
    return true;
  }

  @Override
  public long decodeBytes() {
    return 2L * width() * height() * samples() * Math.max(1, bits() / 8);
  }

  @Override
  public PixelRows decode() throws ImageRefused {
    Raster raster =
        new ImageReading("TIFF", warning -> true)
            .raster(
                new TIFFImageReaderSpi().createReaderInstance(null),
                file,
                reader -> reader.read(0).getRaster());
    boolean whole = raster.getWidth() == width() && raster.getHeight() == height();
    if (!whole || raster.getNumBands() != samples()) {
      throw ImageRefused.damaged("TIFF");
    }
    boolean grey16 = bits() == 16 && samples() == 1;
    return new RasterRows(
        raster, grey16 ? RasterRows.Sixteen.CLIP : RasterRows.Sixteen.HIGH_BYTE, converter());
  }

  private RowConverter converter() throws ImageRefused {
    if (value(SAMPLE_FORMAT, 1) != 1 || !DEPTHS.contains(bits()) || !sameBits()) {
      throw unsupported();
    }
    return switch (value(PHOTOMETRIC, -1)) {
      case 0 -> bits() == 1 ? grey().negative() : grey();
      case 1 -> grey();
      case 2, 6 -> color();
      case 3 -> RowConverter.palette(colorMap(), samples());
      case 5 -> RowConverter.cmyk(Math.max(4, samples()));
      default -> throw unsupported();
    };
  }

  /** Where white is zero the reader inverts samples, but not those of one bit. */
  private RowConverter grey() {
    return bits() < 8 ? RowConverter.grey(1).ofScaled(bits()) : RowConverter.grey(samples());
  }

  private RowConverter color() throws ImageRefused {
    if (samples() < 3) {
      throw unsupported();
    }
    boolean premultiplied = value(EXTRA_SAMPLES, 0) == PREMULTIPLIED && samples() > 3;
    return premultiplied ? RowConverter.premultiplied(samples()) : RowConverter.rgb(samples());
  }

  /** All reds, all greens, all blues, 16 bits each. */
  private Palette colorMap() throws ImageRefused {
    int[] map = directory.values(COLOR_MAP);
    byte[] rgb = new byte[map.length / 3 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (map[i % 3 * (map.length / 3) + i / 3] >> 8);
    }
    return Palette.rgb(rgb);
  }

  private boolean sameBits() throws ImageRefused {
    return Arrays.stream(directory.values(BITS)).allMatch(b -> b == bits());
  }

  private int bits() {
    return value(BITS, 1);
  }

  private int samples() {
    return value(SAMPLES, 1);
  }

  private int value(int tag, int otherwise) {
    try {
      return directory.value(tag, otherwise);
    } catch (ImageRefused e) {
      return otherwise;
    }
  }

  private static ImageRefused unsupported() {
    return ImageRefused.unreadable("is a TIFF file of a kind that is not read");
  }
}
