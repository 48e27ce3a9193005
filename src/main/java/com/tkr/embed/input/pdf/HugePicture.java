package com.tkr.embed.input.pdf;

import java.io.IOException;

/** A picture in a page that is too large to be decoded. */
final class HugePicture extends IOException {
  private static final long serialVersionUID = 1L;
}
