package com.tkr.embed.input.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * A PDF file as PDFBox reads it, as leniently as viewers do. Scripts, links and external files are
 * never followed. For one thread, in a drawing process.
 */
final class PdfFile implements AutoCloseable {
  private final PDDocument document;

  private PdfFile(PDDocument document) {
    this.document = document;
  }

  /**
   * Opens a file; one that is encrypted, where everybody may read it.
   *
   * @throws PdfRefused when it cannot be opened
   */
  static PdfFile open(byte[] file) throws PdfRefused {
    try {
      return new PdfFile(Loader.loadPDF(file));
    } catch (InvalidPasswordException e) {
      throw new PdfRefused(PdfRefusal.ENCRYPTED);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new PdfRefused(PdfRefusal.DAMAGED);
    }
  }

  /** Its pages as they are seen, turned and cropped. */
  List<PageSize> pages(int most) throws PdfRefused {
    try {
      List<PageSize> sizes = new ArrayList<>();
      for (PDPage page : document.getPages()) {
        if (sizes.size() == most) {
          throw new PdfRefused(PdfRefusal.TOO_MANY_PAGES);
        }
        sizes.add(size(page));
      }
      if (sizes.isEmpty()) {
        throw new PdfRefused(PdfRefusal.EMPTY);
      }
      return sizes;
    } catch (RuntimeException | StackOverflowError e) {
      throw new PdfRefused(PdfRefusal.DAMAGED);
    }
  }

  private static PageSize size(PDPage page) throws PdfRefused {
    PDRectangle box = page.getCropBox();
    boolean turned = page.getRotation() % 180 != 0;
    PageSize size =
        turned
            ? new PageSize(box.getHeight(), box.getWidth())
            : new PageSize(box.getWidth(), box.getHeight());
    if (!size.isSound()) {
      throw new PdfRefused(PdfRefusal.DAMAGED);
    }
    return size;
  }

  /**
   * Draws a page on white.
   *
   * @param index from 0
   * @param scale pixels per point
   * @throws PdfRefused when something of it cannot be drawn
   */
  BufferedImage draw(int index, float scale) throws PdfRefused {
    LostContent.forget();
    PageRenderer renderer = new PageRenderer(document);
    try {
      BufferedImage image = renderer.renderImage(index, scale);
      if (LostContent.isLost()) {
        throw new PdfRefused(PdfRefusal.DAMAGED);
      }
      renderer.requireFonts();
      return image;
    } catch (HugePicture e) {
      throw new PdfRefused(PdfRefusal.TOO_LARGE);
    } catch (UnreadPicture e) {
      throw new PdfRefused(PdfRefusal.UNREAD_PICTURE);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new PdfRefused(PdfRefusal.DAMAGED);
    }
  }

  @Override
  public void close() {
    try {
      document.close();
    } catch (IOException e) {
      // it was in memory
    }
  }
}
