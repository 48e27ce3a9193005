package com.tkr.embed.input.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The EXIF blocks of a JPEG file's APP1 segments, put together, and the last XMP packet. */
final class JpegMetadata {
  private static final String EXIF = "Exif\0\0";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";

  private final ByteArrayOutputStream exif = new ByteArrayOutputStream();
  private String xmp = "";

  /** Takes the content of an APP1 segment. */
  void accept(byte[] segment) {
    FileBytes bytes = new FileBytes(segment, "JPEG", false);
    if (bytes.has(0, EXIF)) {
      exif.write(segment, EXIF.length(), segment.length - EXIF.length());
    } else if (bytes.has(0, XMP)) {
      xmp = new String(segment, StandardCharsets.ISO_8859_1).substring(XMP.length());
    }
  }

  /** As EXIF says, or XMP. */
  int orientation() throws ImageRefused {
    return ExifOrientation.of(exif.toByteArray(), xmp);
  }
}
