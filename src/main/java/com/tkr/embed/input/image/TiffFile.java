package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.RowConverter;
import com.tkr.embed.input.resize.SampleRows;
import com.tkr.embed.input.resize.SampleRows.Samples;
import com.tkr.embed.model.mlx.Frame;

/**
 * A TIFF file's first picture, as Pillow reads it, which also always applies the orientation of
 * this format. libtiff decodes.
 */
final class TiffFile implements ImageFile {
  private static final int WIDTH = 0x100;
  private static final int HEIGHT = 0x101;
  private static final int COLOR_MAP = 0x140;
  private static final int TILE_WIDTH = 0x142;
  private static final int TILE_HEIGHT = 0x143;
  private static final int YCBCR = 6;

  /** Pixels of a tile; a larger one costs more than any picture that it could be part of. */
  private static final long MAX_TILE = 1 << 22;

  private final byte[] file;
  private final TiffDirectory directory;
  private final TiffTags tags;
  private final TiffColors colors;
  private final RowConverter converter;
  private final int width;
  private final int height;

  private TiffFile(byte[] file, TiffDirectory directory) throws ImageRefused {
    this.file = file;
    this.directory = directory;
    this.tags = TiffTags.read(directory);
    this.colors = new TiffColors(tags, directory.values(COLOR_MAP));
    this.converter = colors.converter();
    this.width = directory.value(WIDTH, 0);
    this.height = directory.value(HEIGHT, 0);
  }

  static TiffFile open(byte[] file) throws ImageRefused {
    return new TiffFile(file, TiffDirectory.read(file));
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
  public int orientation() throws ImageRefused {
    return ExifOrientation.ofTiff(file);
  }

  @Override
  public boolean alwaysOriented() {
    return true;
  }

  /** The file, its samples, those of the strips being decoded, and what colours are made from. */
  @Override
  public long decodeBytes() {
    return file.length + 4L * width * height + 3L * samples() * bytes() * width * height;
  }

  @Override
  public PixelRows decode(Alpha alpha) throws ImageRefused {
    checkTiles();
    byte[] data = NativeSamples.of("TIFF", file, frame(), decodeBytes());
    return new SampleRows(
        new Samples(width, height, samples(), tags.bits(), data),
        colors.narrowing(),
        colors.seen(converter, alpha));
  }

  private void checkTiles() throws ImageRefused {
    long tile = (long) directory.value(TILE_WIDTH, 0) * directory.value(TILE_HEIGHT, 0);
    if (tile > Math.max(MAX_TILE, 4L * width * height)) {
      throw ImageRefused.unsupported("TIFF", "tiles of more pixels than the picture");
    }
  }

  private Frame frame() {
    return new Frame(width, height, (width * samples() * tags.bits() + 7) / 8);
  }

  private int samples() {
    return tags.photometric() == YCBCR ? 3 : tags.samples();
  }

  private int bytes() {
    return (tags.bits() + 7) / 8;
  }
}
