package com.tkr.embed.testing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.jspecify.annotations.Nullable;

/** PDF files for tests. */
public final class Pdfs {
  private static final PDRectangle SIZE = new PDRectangle(200, 100);

  private Pdfs() {}

  /** One page for each colour, of 200 x 100 points, whose left half has it; empty for none. */
  public static byte[] coloured(Color... colours) {
    return document(document -> Arrays.stream(colours).forEach(colour -> half(document, colour)));
  }

  /** Pages, each one picture of 100 x 100 pixels that fills it. */
  public static byte[] pictures(List<BufferedImage> images) {
    return document(document -> images.forEach(image -> picture(document, image)));
  }

  /** A page of text in a font that the file does not hold. */
  public static byte[] text(String text) {
    return document(
        document -> {
          PDPage page = page(document);
          try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 24);
            content.newLineAtOffset(20, 40);
            content.showText(text);
            content.endText();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** A page that is opened at once and takes minutes to draw. */
  public static byte[] endless() {
    return ofObjects(
        object("<</Type/Catalog/Pages 2 0 R>>"),
        object("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        object("<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 200 100]>>"),
        stream("", object("0 0 m 200 100 l S\n".repeat(1_000_000))));
  }

  /** A coloured page, encrypted; everybody may read it where the user's password is empty. */
  public static byte[] encrypted(String userPassword) {
    return document(
        document -> {
          half(document, Color.RED);
          try {
            StandardProtectionPolicy policy =
                new StandardProtectionPolicy("owner", userPassword, new AccessPermission());
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** A file of these objects, the first of which is the catalogue; references are by number. */
  public static byte[] ofObjects(byte[]... objects) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, "%PDF-1.7\n");
    int[] at = new int[objects.length];
    for (int i = 0; i < objects.length; i++) {
      at[i] = out.size();
      write(out, i + 1 + " 0 obj\n");
      out.writeBytes(objects[i]);
      write(out, "\nendobj\n");
    }
    int xref = out.size();
    write(out, "xref\n0 " + (objects.length + 1) + "\n0000000000 65535 f \n");
    for (int offset : at) {
      write(out, "%010d 00000 n \n".formatted(offset));
    }
    write(out, "trailer\n<</Size " + (objects.length + 1) + "/Root 1 0 R>>\nstartxref\n");
    write(out, xref + "\n%%EOF\n");
    return out.toByteArray();
  }

  /** An object that is no stream. */
  public static byte[] object(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A stream with these entries in its dictionary. */
  public static byte[] stream(String entries, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, "<<" + entries + "/Length " + data.length + ">>\nstream\n");
    out.writeBytes(data);
    write(out, "\nendstream");
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(object(text));
  }

  private interface Content {
    void of(PDDocument document);
  }

  private static byte[] document(Content content) {
    try (PDDocument document = new PDDocument()) {
      content.of(document);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PDPage page(PDDocument document) {
    PDPage page = new PDPage(SIZE);
    document.addPage(page);
    return page;
  }

  private static void half(PDDocument document, @Nullable Color colour) {
    PDPage page = page(document);
    if (colour == null) {
      return;
    }
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.setNonStrokingColor(colour);
      content.addRect(0, 0, 100, 100);
      content.fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void picture(PDDocument document, BufferedImage image) {
    PDPage page = new PDPage(new PDRectangle(100, 100));
    document.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.drawImage(LosslessFactory.createFromImage(document, image), 0, 0, 100, 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
