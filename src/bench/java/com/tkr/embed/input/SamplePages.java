package com.tkr.embed.input;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Pages like those of documents: 60 lines of about 80 characters. */
final class SamplePages {
  private static final int WIDTH = 1275;
  private static final int HEIGHT = 1650;
  private static final int LINES = 60;
  private static final String LINE =
      "The quick brown fox jumps over the lazy dog, and so it does in every line of this page. ";

  private SamplePages() {}

  /** A scan of 150 dots an inch: strokes for characters, on paper that is not quite white. */
  static byte[] picture(String format) throws IOException {
    BufferedImage page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int grey = 244 + random.nextInt(8);
        page.setRGB(x, y, grey << 16 | grey << 8 | grey);
      }
    }
    Graphics2D ink = page.createGraphics();
    ink.setColor(new Color(40, 40, 48));
    for (int line = 0; line < LINES; line++) {
      for (int x = 100; x < WIDTH - 100; x += 13) {
        ink.fillRect(x + random.nextInt(4), 90 + 24 * line, 2, 6 + random.nextInt(10));
        ink.fillRect(x, 92 + 24 * line + random.nextInt(12), 3 + random.nextInt(7), 2);
      }
    }
    ink.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(page, format, out);
    return out.toByteArray();
  }

  /** Four pages of text, in a font that the file does not hold. */
  static byte[] text() throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < 4; i++) {
        PDPage page = new PDPage(PDRectangle.LETTER);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.TIMES_ROMAN), 11);
          content.setLeading(11.5f);
          content.newLineAtOffset(72, 730);
          for (int line = 0; line < LINES; line++) {
            content.showText(LINE);
            content.newLine();
          }
          content.endText();
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }
}
