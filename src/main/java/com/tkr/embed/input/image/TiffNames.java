package com.tkr.embed.input.image;

import java.util.Map;
import java.util.Set;

/** Which compressions and colour spaces of TIFF are read, and what the others are called. */
final class TiffNames {
  /** None, CCITT (RLE, fax group 3 and 4), LZW, JPEG, Deflate by both numbers, PackBits. */
  private static final Set<Integer> COMPRESSIONS = Set.of(1, 2, 3, 4, 5, 7, 8, 32946, 32773);

  private static final Set<Integer> PHOTOMETRICS = Set.of(0, 1, 2, 3, 5, 6);

  private static final Map<Integer, String> COMPRESSION_NAMES =
      Map.ofEntries(
          Map.entry(6, "old-style JPEG"),
          Map.entry(9, "JBIG"),
          Map.entry(10, "JBIG"),
          Map.entry(32766, "NeXT"),
          Map.entry(32771, "CCITT RLE with word alignment"),
          Map.entry(32809, "ThunderScan"),
          Map.entry(32908, "PixarFilm"),
          Map.entry(32909, "PixarLog"),
          Map.entry(33003, "JPEG 2000"),
          Map.entry(33005, "JPEG 2000"),
          Map.entry(34661, "JBIG"),
          Map.entry(34676, "SGILog"),
          Map.entry(34677, "SGILog24"),
          Map.entry(34712, "JPEG 2000"),
          Map.entry(34887, "LERC"),
          Map.entry(34892, "lossy JPEG"),
          Map.entry(34925, "LZMA"),
          Map.entry(50000, "ZSTD"),
          Map.entry(50001, "WebP"),
          Map.entry(50002, "JPEG XL"),
          Map.entry(52546, "JPEG XL"));

  private static final Map<Integer, String> PHOTOMETRIC_NAMES =
      Map.of(
          4, "a transparency mask",
          8, "CIE L*a*b* colours",
          9, "ICC L*a*b* colours",
          10, "ITU L*a*b* colours",
          32803, "a colour filter array",
          32844, "LogL luminance",
          32845, "LogLuv colours",
          34892, "linear raw colours",
          51177, "depth");

  private TiffNames() {}

  static void checkCompression(int code) throws ImageRefused {
    if (!COMPRESSIONS.contains(code)) {
      String name = COMPRESSION_NAMES.getOrDefault(code, "unknown");
      throw ImageRefused.unsupported("TIFF", "%s compression (%d)".formatted(name, code));
    }
  }

  static void checkPhotometric(int code) throws ImageRefused {
    if (!PHOTOMETRICS.contains(code)) {
      String name = PHOTOMETRIC_NAMES.getOrDefault(code, "an unknown colour space");
      throw ImageRefused.unsupported("TIFF", "%s (photometric %d)".formatted(name, code));
    }
  }

  static String sampleFormat(int code) {
    return switch (code) {
      case 2 -> "signed samples";
      case 3 -> "floating-point samples";
      case 5, 6 -> "complex samples";
      default -> "samples of unknown format (%d)".formatted(code);
    };
  }
}
