package com.tkr.embed.input.image;

import com.tkr.embed.input.resize.Palette;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the chunks of a PNG file say beside its pixels. They are taken in any order and refused
 * where Pillow refuses them: {@code PngStream} in PngImagePlugin.py.
 */
final class PngHeader {
  private static final String XMP = "XML:com.adobe.xmp";
  private static final Map<String, Integer> LEAST =
      Map.of("IHDR", 13, "gAMA", 4, "sRGB", 1, "pHYs", 9, "acTL", 8, "fcTL", 26);

  int width;
  int height;
  int depth;
  int colorType;
  boolean interlaced;

  /** Whether an animation was announced. */
  boolean animated;

  private @Nullable Palette palette;
  private byte @Nullable [] exif;
  private @Nullable String rawExif;
  private String xmp = "";

  /** The number of samples of a pixel. */
  int bands() {
    return switch (colorType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /** Bits of a pixel. */
  int bits() {
    return bands() * depth;
  }

  /** The colours of a picture that has indices of them. */
  Palette palette() throws ImageRefused {
    if (palette == null) {
      throw ImageRefused.unreadable("is a PNG file that uses a palette and has none");
    }
    return palette;
  }

  /** As EXIF says, or a text that some programs write in its place, or XMP. */
  int orientation() throws ImageRefused {
    return ExifOrientation.of(exif == null ? rawExif() : exif, xmp);
  }

  /** Whether the format knows such a picture. */
  boolean isKnown() {
    return switch (colorType) {
      case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
      case 2, 4, 6 -> depth == 8 || depth == 16;
      default -> false;
    };
  }

  /** Takes a chunk's content. */
  void accept(PngChunk chunk) throws ImageRefused {
    byte[] content = chunk.content();
    if (content.length < LEAST.getOrDefault(chunk.type(), 0)) {
      throw damaged();
    }
    ByteBuffer values = ByteBuffer.wrap(content);
    switch (chunk.type()) {
      case "IHDR" -> picture(values);
      case "PLTE" -> palette(content);
      case "tRNS" -> transparency(content.length);
      case "cHRM" -> check(content.length % 4 == 0);
      case "iCCP" -> profile(content);
      case "acTL" -> animated |= values.getInt() != 0;
      case "fcTL" -> frame(values);
      case "eXIf" -> exif = content;
      case "tEXt" -> text(PngText.plain(content));
      case "zTXt" -> text(PngText.packed(content));
      case "iTXt" -> text(PngText.international(content));
      default -> {}
    }
  }

  private void picture(ByteBuffer values) throws ImageRefused {
    width = values.getInt();
    height = values.getInt();
    depth = values.get();
    colorType = values.get();
    check(values.get(11) == 0);
    interlaced = values.get(12) != 0;
  }

  private void palette(byte[] entries) throws ImageRefused {
    if (colorType == 3) {
      check(entries.length / 3 <= 256);
      palette = entries.length < 3 ? null : Palette.rgb(entries);
    }
  }

  private void transparency(int length) throws ImageRefused {
    check(length >= (colorType == 0 ? 2 : colorType == 2 ? 6 : 0));
  }

  private void profile(byte[] content) throws ImageRefused {
    int name = 0;
    while (name < content.length && content[name] != 0) {
      name++;
    }
    check(name + 1 < content.length && content[name + 1] == 0);
  }

  /** The pixels that follow are the whole picture's, or the file is no animation by its rules. */
  private void frame(ByteBuffer values) throws ImageRefused {
    check(values.getInt() == 0 && values.getInt() == width && values.getInt() == height);
  }

  private void text(PngText text) throws ImageRefused {
    switch (text.keyword()) {
      case "exif" -> exif = text.content();
      case "Raw profile type exif" -> rawExif = text.text();
      case XMP -> xmp = text.text();
      default -> {}
    }
  }

  /** Hexadecimal digits from the fourth line on. */
  private byte @Nullable [] rawExif() throws ImageRefused {
    if (rawExif == null) {
      return null;
    }
    String[] lines = rawExif.split("\n", 4);
    String digits = lines.length < 4 ? "" : lines[3].replaceAll("\\s", "");
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw ExifOrientation.unreadable();
    }
  }

  private static void check(boolean right) throws ImageRefused {
    if (!right) {
      throw damaged();
    }
  }

  private static ImageRefused damaged() {
    return ImageRefused.damaged("PNG");
  }
}
