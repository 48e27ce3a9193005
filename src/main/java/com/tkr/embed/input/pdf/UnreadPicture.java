package com.tkr.embed.input.pdf;

import java.io.IOException;

/** A picture in a page that PDFBox, left alone, would leave out. */
final class UnreadPicture extends IOException {
  private static final long serialVersionUID = 1L;
}
