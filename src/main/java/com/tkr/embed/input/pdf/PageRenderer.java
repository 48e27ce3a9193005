package com.tkr.embed.input.pdf;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDVectorFont;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Draws a page as PDFBox does, but does not leave out in silence what it cannot draw: pictures that
 * it does not read, and text without a font. A few characters may be missing.
 */
final class PageRenderer extends PDFRenderer {
  private static final int MISSING_OF = 10;

  /** Of a picture in a page, as of one that is sent alone. */
  private static final long PICTURE_PIXELS = 64_000_000;

  private int characters;
  private int missing;

  PageRenderer(PDDocument document) {
    super(document);
  }

  /**
   * Requires that the characters drawn were there, but for one in ten.
   *
   * @throws PdfRefused when there were no fonts for them
   */
  void requireFonts() throws PdfRefused {
    if (missing * MISSING_OF > characters) {
      throw new PdfRefused(PdfRefusal.NO_FONT);
    }
  }

  @Override
  protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
    return new Drawer(parameters);
  }

  private final class Drawer extends PageDrawer {
    Drawer(PageDrawerParameters parameters) throws IOException {
      super(parameters);
    }

    @Override
    protected void showFontGlyph(Matrix at, PDFont font, int code, Vector displacement)
        throws IOException {
      characters++;
      if (!font.isEmbedded() && font instanceof PDVectorFont drawn && lacks(font, drawn, code)) {
        missing++;
      }
      super.showFontGlyph(at, font, code, displacement);
    }

    private static boolean lacks(PDFont font, PDVectorFont drawn, int code) throws IOException {
      if (drawn.hasGlyph(code)) {
        return false;
      }
      String text = font.toUnicode(code);
      return text == null || !text.isBlank();
    }

    @Override
    public void drawImage(PDImage image) throws IOException {
      if ((long) image.getWidth() * image.getHeight() > PICTURE_PIXELS) {
        throw new HugePicture();
      }
      super.drawImage(image);
    }

    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException e)
        throws IOException {
      if (e instanceof HugePicture huge) {
        throw huge;
      }
      if (e instanceof UnreadPicture
          || e.getClass().getSimpleName().equals("MissingImageReaderException")
          || operator.getName().equals("Do")
          || operator.getName().equals("BI")) {
        throw new UnreadPicture();
      }
      super.operatorException(operator, operands, e);
    }
  }
}
