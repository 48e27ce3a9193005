package com.tkr.embed.input.image;

import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/** Tells formats apart by content; what a client calls a file counts for nothing. */
public final class ImageFormat {
  private static final String SUPPORTED = "send JPEG, PNG, GIF, BMP, WebP or TIFF";

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
    return UnsupportedFormat.nameOf(head)
        .map(ImageFormat::unsupported)
        .orElseGet(() -> ImageRefused.unreadable("is not an image; " + SUPPORTED));
  }

  private static ImageRefused unsupported(String name) {
    return new ImageRefused(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "is of type " + name + ", which is not supported; " + SUPPORTED,
        Map.of("type", name));
  }
}
