package com.tkr.embed.input.pdf;

/** A PDF file, or a page, that a drawing process does not draw. */
final class PdfRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final PdfRefusal reason;

  PdfRefused(PdfRefusal reason) {
    super(reason.name());
    this.reason = reason;
  }

  PdfRefusal reason() {
    return reason;
  }
}
