package com.tkr.embed.input.pdf;

import com.tkr.embed.testing.Pdfs;
import java.awt.Color;
import java.util.List;

/**
 * Any bytes as a PDF file, in the process that draws, where the server has another one, which it
 * ends after {@link PdfLimits#time}.
 */
public final class PdfFuzz {
  private static final int PAGES = 4;

  /** So that no page has more pixels than this, whatever its size. */
  private static final double PIXELS = 10_000;

  private PdfFuzz() {}

  /** Loads the library, which takes longer than an input may. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(Pdfs.coloured(Color.RED));
    fuzzerTestOneInput(Pdfs.text("a red circle"));
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    try (PdfFile file = PdfFile.open(bytes)) {
      List<PageSize> pages = file.pages(PAGES);
      for (int i = 0; i < pages.size(); i++) {
        file.draw(i, scale(pages.get(i)));
      }
    } catch (PdfRefused refused) {
      if (refused.reason() == PdfRefusal.NONE) {
        throw new IllegalStateException("refused for no reason");
      }
    }
  }

  private static float scale(PageSize page) {
    return (float) Math.sqrt(PIXELS / ((double) page.width() * page.height()));
  }
}
