package com.tkr.embed.input.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A format that is known by name and not read.
 *
 * @param name what to call it
 * @param at where its mark stands in a file
 * @param mark bytes, as Latin-1
 */
record UnsupportedFormat(String name, int at, String mark) {
  private static final int TEXT_PEEK = 4096;
  private static final String AVIF = "AVIF";
  private static final String HEIC = "HEIC";

  private static final List<UnsupportedFormat> ALL =
      List.of(
          new UnsupportedFormat("PDF", 0, "%PDF"),
          new UnsupportedFormat("EPS", 0, "%!PS"),
          new UnsupportedFormat("EPS", 0, "\u00c5\u00d0\u00d3\u00c6"),
          new UnsupportedFormat("PSD", 0, "8BPS"),
          new UnsupportedFormat("XCF", 0, "gimp xcf"),
          new UnsupportedFormat("ICO", 0, "\0\0\u0001\0"),
          new UnsupportedFormat("CUR", 0, "\0\0\u0002\0"),
          new UnsupportedFormat("ICNS", 0, "icns"),
          new UnsupportedFormat("JPEG XL", 0, "\u00ff\n"),
          new UnsupportedFormat("JPEG XL", 4, "JXL \r\n"),
          new UnsupportedFormat("JPEG 2000", 4, "jP  \r\n"),
          new UnsupportedFormat("JPEG 2000", 0, "\u00ffO\u00ffQ"),
          new UnsupportedFormat("JPEG XR", 0, "II\u00bc"),
          new UnsupportedFormat("BigTIFF", 0, "II+\0"),
          new UnsupportedFormat("BigTIFF", 0, "MM\0+"),
          new UnsupportedFormat("DDS", 0, "DDS "),
          new UnsupportedFormat("QOI", 0, "qoif"),
          new UnsupportedFormat("OpenEXR", 0, "v/1\u0001"),
          new UnsupportedFormat("Radiance HDR", 0, "#?RADIANCE"),
          new UnsupportedFormat("MNG", 0, "\u008aMNG"),
          new UnsupportedFormat("JNG", 0, "\u008bJNG"),
          new UnsupportedFormat("WMF", 0, "\u00d7\u00cd\u00c6\u009a"),
          new UnsupportedFormat("EMF", 40, " EMF"),
          new UnsupportedFormat("XPM", 0, "/* XPM */"),
          new UnsupportedFormat("FITS", 0, "SIMPLE  ="),
          new UnsupportedFormat("DjVu", 0, "AT&TFORM"),
          new UnsupportedFormat("AVI", 8, "AVI "),
          new UnsupportedFormat("Matroska", 0, "\u001aE\u00df\u00a3"));

  /** The name of a file's format; empty when it is none of these. */
  static Optional<String> nameOf(FileBytes file) {
    if (file.has(4, "ftyp")) {
      return Optional.of(isoMedia(file));
    } else if (isPortableMap(file)) {
      return Optional.of("PNM");
    }
    return ALL.stream()
        .filter(format -> file.has(format.at, format.mark))
        .map(UnsupportedFormat::name)
        .findFirst()
        .or(() -> isSvg(file.data()) ? Optional.of("SVG") : Optional.empty());
  }

  /** By the brands that a file names: the first of a picture format, as many name several. */
  private static String isoMedia(FileBytes file) {
    boolean picture = false;
    for (int at = 8; at + 4 <= Math.min(file.size(), file.data()[3] & 0xFF); at += 4) {
      if (file.has(at, "avi")) {
        return AVIF;
      } else if (file.has(at, "hei") || file.has(at, "hev")) {
        return HEIC;
      }
      picture |= file.has(at, "mif1") || file.has(at, "msf1");
    }
    return picture ? HEIC : "ISO media";
  }

  private static boolean isPortableMap(FileBytes file) {
    byte[] data = file.data();
    return file.has(0, "P")
        && data.length > 2
        && data[1] >= '1'
        && data[1] <= '7'
        && Character.isWhitespace(data[2]);
  }

  private static boolean isSvg(byte[] file) {
    int length = Math.min(file.length, TEXT_PEEK);
    String text = new String(file, 0, length, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    String body = text.replace("\ufeff", "").strip();
    return body.startsWith("<")
        && !body.startsWith("<!doctype html")
        && body.contains("<svg")
        && !body.contains("<html");
  }
}
