package com.tkr.embed.input.pdf;

import com.tkr.embed.input.image.ImageRefused;
import java.io.IOException;

/** Why a PDF file is not drawn; its ordinal is what a drawing process answers. */
enum PdfRefusal {
  /** It is drawn. */
  NONE(""),
  ENCRYPTED("is a PDF file that needs a password; send it without"),
  DAMAGED("is a damaged or truncated PDF file"),
  EMPTY("is a PDF file without pages"),
  TOO_MANY_PAGES(
      "is a PDF file with more pages than a request may have, which is %d of all its files; send it"
          + " in parts"),
  UNREAD_PICTURE(
      "is a PDF page with a picture in a format that is not read (JPEG 2000, or a damaged one);"
          + " send the page as PNG or JPEG"),
  NO_FONT(
      "is a PDF page of text in fonts that neither the file nor this server has; embed the fonts, or"
          + " send the page as PNG or JPEG"),
  TOO_SLOW("is a PDF file that takes longer to draw than it may; send the page as PNG or JPEG"),
  TOO_LARGE(
      "is a PDF file that takes more memory to draw than it may; send the page as PNG or JPEG");

  private final String predicate;

  PdfRefusal(String predicate) {
    this.predicate = predicate;
  }

  /** What a process answered; one that answers otherwise is broken. */
  static PdfRefusal of(int ordinal) throws IOException {
    if (ordinal >= values().length) {
      throw new IOException("No answer of a drawing process: " + ordinal);
    }
    return values()[ordinal];
  }

  /** As the server tells it. */
  ImageRefused refused(PdfLimits limits) {
    return ImageRefused.unreadable(predicate.formatted(limits.pages()));
  }
}
