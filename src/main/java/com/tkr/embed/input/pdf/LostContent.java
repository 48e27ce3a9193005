package com.tkr.embed.input.pdf;

import java.util.List;
import org.apache.commons.logging.impl.SimpleLog;

/**
 * What PDFBox logs in a drawing process. It reads what it can of a stream that is damaged and says
 * so only here: a page of half its content is none that should be embedded.
 */
public final class LostContent extends SimpleLog {
  private static final long serialVersionUID = 1L;

  private static final List<String> BEGINNINGS =
      List.of(
          "FlateFilter: premature end",
          "Premature EOF in LZW",
          "premature EOF, image will be incomplete",
          "Tried reading ",
          "Glyph rendering failed");

  /** Says at the lowest level that a picture has fewer bytes than it should. */
  private static final String PICTURES = ".SampledImageReader";

  private static volatile boolean lost;

  /** A log of this name; made by the library. */
  public LostContent(String name) {
    super(name);
  }

  static void forget() {
    lost = false;
  }

  static boolean isLost() {
    return lost;
  }

  @Override
  protected void log(int type, Object message, Throwable thrown) {
    String text = String.valueOf(message);
    if (BEGINNINGS.stream().anyMatch(text::startsWith)) {
      lost = true;
    }
  }

  @Override
  protected boolean isLevelEnabled(int level) {
    return level >= LOG_LEVEL_WARN || logName.endsWith(PICTURES);
  }
}
