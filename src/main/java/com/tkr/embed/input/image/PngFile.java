package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Alpha;
import com.tkr.embed.input.resize.PackedRows;
import com.tkr.embed.input.resize.PixelRows;
import com.tkr.embed.input.resize.RowConverter;
import org.jspecify.annotations.Nullable;

/**
 * A PNG file (W3C PNG, third edition): every colour type and bit depth, interlaced or not; of an
 * animation, the default image. Damage is judged as Pillow judges it: checksums count before the
 * pixels and not from there on, and the end of the file may be missing. Profiles and text that says
 * nothing about the picture are never unpacked.
 */
final class PngFile implements ImageFile {
  private static final int SIGNATURE = 8;

  private final FileBytes file;
  private final PngHeader header = new PngHeader();
  private final PngChunk first;

  private PngFile(FileBytes file) throws ImageRefused {
    this.file = file;
    this.first = readHeader();
  }

  static PngFile open(byte[] bytes) throws ImageRefused {
    return new PngFile(new FileBytes(bytes, "PNG", false));
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
    try {
      readTrailer(first.next());
    } catch (ImageRefused e) {
      // decoding says what is wrong with the file
    }
    return header.orientation();
  }

  @Override
  public long decodeBytes() {
    return ((long) width() * header.bits() + 7) / 8 * height();
  }

  @Override
  public PixelRows decode(Alpha alpha) throws ImageRefused {
    PngPixels pixels = new PngPixels(header);
    byte[] packed;
    try (PngData data = new PngData(first)) {
      packed = pixels.read(data);
      readTrailer(data.next());
    }
    return new PackedRows(
        packed, new PackedRows.Layout(width(), height(), 0, pixels.stride()), converter(alpha));
  }

  private RowConverter converter(Alpha alpha) throws ImageRefused {
    RowConverter colors =
        switch (header.colorType) {
          case 3 -> RowConverter.palette(header.palette(), 1);
          case 2 -> RowConverter.rgb(header.bands());
          case 6 -> alpha.of(RowConverter.rgb(header.bands()), 4, 3);
          default -> RowConverter.grey(header.bands());
        };
    if (header.depth == 16) {
      return header.colorType == 0 ? colors.ofClipped() : colors.ofHighBytes();
    }
    boolean scaled = header.depth < 8 && header.colorType == 0;
    RowConverter samples = scaled ? colors.ofScaled(header.depth) : colors;
    return header.depth < 8 ? samples.ofPacked(header.depth) : samples;
  }

  /** Returns the first chunk of pixels. */
  private PngChunk readHeader() throws ImageRefused {
    PngChunk chunk = PngChunk.read(file, SIGNATURE);
    while (!chunk.is("IDAT")) {
      if (chunk.is("IEND") || chunk.is("fdAT")) {
        throw file.damaged();
      }
      header.accept(chunk);
      chunk.verify();
      chunk = PngChunk.read(file, chunk.next());
    }
    if (!header.isKnown()) {
      throw file.damaged();
    }
    if (header.colorType == 3) {
      header.palette();
    }
    return chunk;
  }

  /** Chunks after the pixels: of a cut one only the content counts. */
  private void readTrailer(long from) throws ImageRefused {
    @Nullable PngChunk chunk = chunkOrNull(from);
    while (chunk != null && !chunk.is("IEND") && !(header.animated && chunk.is("fcTL"))) {
      if (chunk.is("IDAT") || chunk.is("fdAT") || chunk.is("fcTL")) {
        file.need(chunk.at(), chunk.length());
      } else {
        header.accept(chunk);
      }
      chunk = chunkOrNull(chunk.next());
    }
  }

  private @Nullable PngChunk chunkOrNull(long at) {
    try {
      return PngChunk.read(file, at);
    } catch (ImageRefused e) {
      return null;
    }
  }
}
