package com.tkr.embed.input.image;

import com.tkr.embed.error.ErrorCode;
import java.util.Map;

/**
 * An image that is not embedded. The message continues a sentence that begins with which image it
 * is, and is fit for the client.
 */
public final class ImageRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, Object> details;

  ImageRefused(ErrorCode code, String predicate, Map<String, Object> details) {
    super(predicate);
    this.code = code;
    this.details = details;
  }

  /** The file's content breaks its format's rules. */
  static ImageRefused damaged(String format) {
    return new ImageRefused(
        ErrorCode.UNPROCESSABLE_IMAGE, "is a damaged or truncated " + format + " file", Map.of());
  }

  /** The file uses a feature of its format that is not read, called by its name. */
  static ImageRefused unsupported(String format, String feature) {
    return unreadable(
        "is a %s file with %s, which is not supported; send PNG or JPEG"
            .formatted(format, feature));
  }

  /** The file is well-formed but uses what is not read. */
  public static ImageRefused unreadable(String predicate) {
    return new ImageRefused(ErrorCode.UNPROCESSABLE_IMAGE, predicate, Map.of());
  }

  public ErrorCode code() {
    return code;
  }

  public Map<String, Object> details() {
    return details;
  }
}
