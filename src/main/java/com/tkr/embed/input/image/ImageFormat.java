package com.tkr.embed.input.image;

import com.tkr.embed.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Tells formats apart by content; what a client calls a file counts for nothing. */
public final class ImageFormat {
  private static final String SUPPORTED = "send JPEG, PNG, GIF, BMP, WebP or TIFF";
  private static final int TEXT_PEEK = 4096;

  private ImageFormat() {}

  /**
   * Reads the header of an image file.
   *
   * @throws ImageRefused when it is none, or of a format that is not read
   */
  public static ImageFile open(byte[] file) throws ImageRefused {
    FileBytes head = new FileBytes(file, "", false);
    if (head.has(0, "\u00ff\u00d8\u00ff")) {
      return JpegFile.open(file);
    } else if (head.has(0, "\u0089PNG\r\n\u001a\n")) {
      return PngFile.open(file);
    } else if (head.has(0, "GIF87a") || head.has(0, "GIF89a")) {
      return GifFile.open(file);
    } else if (head.has(0, "BM")) {
      return BmpFile.open(file);
    } else if (head.has(0, "RIFF") && head.has(8, "WEBP")) {
      return WebpFile.open(file);
    } else if (head.has(0, "II*\0") || head.has(0, "MM\0*")) {
      return TiffFile.open(file);
    }
    throw refusal(head);
  }

  private static ImageRefused refusal(FileBytes head) {
    if (head.size() == 0) {
      return ImageRefused.unreadable("is empty");
    }
    String name = unsupported(head);
    if (name == null) {
      return ImageRefused.unreadable("is not an image; " + SUPPORTED);
    }
    return new ImageRefused(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "is of type " + name + ", which is not supported; " + SUPPORTED,
        Map.of("type", name));
  }

  private static String unsupported(FileBytes head) {
    if (head.has(4, "ftyp")) {
      return isoMedia(head);
    } else if (head.has(0, "%PDF")) {
      return "PDF";
    } else if (head.has(0, "8BPS")) {
      return "PSD";
    } else if (head.has(0, "\0\0\u0001\0")) {
      return "ICO";
    } else if (head.has(0, "\u00ff\n") || head.has(4, "JXL \r\n")) {
      return "JPEG XL";
    } else if (head.has(4, "jP  \r\n") || head.has(0, "\u00ffO\u00ffQ")) {
      return "JPEG 2000";
    } else if (head.has(0, "II+\0") || head.has(0, "MM\0+")) {
      return "BigTIFF";
    }
    return isSvg(head.data()) ? "SVG" : null;
  }

  private static String isoMedia(FileBytes head) {
    if (head.has(8, "avi")) {
      return "AVIF";
    }
    boolean heif = head.has(8, "hei") || head.has(8, "hev") || head.has(8, "mif1");
    return heif || head.has(8, "msf1") ? "HEIC" : "ISO media";
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
