package com.tkr.embed.input.image;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a TIFF file's tags say about its samples (TIFF 6.0, section 8), with the defaults that
 * Pillow takes.
 *
 * @param photometric 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr
 * @param bits of each sample of a pixel, which all have as many
 * @param samples per pixel
 * @param extra what each sample beyond the colours is: 0 unspecified, 1 associated alpha, 2 other
 * @param planar whether each sample has a plane of its own
 */
record TiffTags(int photometric, int bits, int samples, int[] extra, boolean planar) {
  private static final int BITS = 0x102;
  private static final int COMPRESSION = 0x103;
  private static final int PHOTOMETRIC = 0x106;
  private static final int FILL_ORDER = 0x10A;
  private static final int SAMPLES = 0x115;
  private static final int PLANAR = 0x11C;
  private static final int EXTRA_SAMPLES = 0x152;
  private static final int SAMPLE_FORMAT = 0x153;
  private static final int SIGNED = 2;
  private static final int MAX_SAMPLES = 6;

  /**
   * Reads them.
   *
   * @throws ImageRefused when they are damaged, or name what is not read
   */
  static TiffTags read(TiffDirectory directory) throws ImageRefused {
    TiffNames.checkCompression(directory.value(COMPRESSION, 1));
    int photometric = directory.value(PHOTOMETRIC, 0);
    TiffNames.checkPhotometric(photometric);
    int samples = directory.value(SAMPLES, 1);
    int bits = bits(directory.values(BITS), samples);
    checkFormat(directory.values(SAMPLE_FORMAT), bits == 8 && photometric == 1 && samples == 1);
    boolean planar = directory.value(PLANAR, 1) == 2;
    TiffTags tags =
        new TiffTags(photometric, bits, samples, directory.values(EXTRA_SAMPLES), planar);
    tags.checkFillOrder(directory.value(FILL_ORDER, 1));
    return tags;
  }

  /** Bits may be stored in reverse where Pillow reads them so. */
  private void checkFillOrder(int order) throws ImageRefused {
    boolean plain = bits <= 8 && extra.length == 0 && samples == (photometric == 2 ? 3 : 1);
    if (order != 1 && !(order == 2 && plain && photometric <= 3)) {
      throw ImageRefused.unsupported("TIFF", "fill order %d for such samples".formatted(order));
    }
  }

  /** Samples that say colours, and alpha: planes of unspecified ones are left unread. */
  int[] meant() {
    boolean unspecified = planar && IntStream.of(extra).allMatch(e -> e == 0);
    return unspecified ? new int[0] : extra;
  }

  /** Samples of a pixel that say colours. */
  int colors() {
    return samples - extra.length;
  }

  private static int bits(int[] given, int samples) throws ImageRefused {
    int bits = given.length == 0 ? 1 : given[0];
    boolean complete = given.length == 1 || given.length >= samples;
    if (samples < 1 || !complete && samples > 1) {
      throw ImageRefused.damaged("TIFF");
    }
    if (samples > MAX_SAMPLES) {
      throw ImageRefused.unsupported("TIFF", samples + " samples per pixel");
    }
    if (IntStream.of(given).limit(samples).anyMatch(b -> b != bits)) {
      throw ImageRefused.unsupported("TIFF", "samples of different sizes");
    }
    return bits;
  }

  /** Signed samples are read, as if they were none, where Pillow reads them. */
  private static void checkFormat(int[] formats, boolean maybeSigned) throws ImageRefused {
    int format = formats.length == 0 ? 1 : formats[0];
    if (Arrays.stream(formats).anyMatch(f -> f != format)) {
      throw ImageRefused.unsupported("TIFF", "samples of different formats");
    }
    if (format != 1 && !(format == SIGNED && maybeSigned)) {
      throw ImageRefused.unsupported("TIFF", TiffNames.sampleFormat(format));
    }
  }
}
