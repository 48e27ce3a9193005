package com.tkr.embed.input.pdf;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.jspecify.annotations.Nullable;

/**
 * A drawing process, which does what its server asks on its standard input, big-endian as {@link
 * DataInputStream} has it, one file at a time:
 *
 * <ul>
 *   <li>{@code 'O'}, pages allowed, length, bytes of a file. Answer: pages, and of each its width
 *       and height in points
 *   <li>{@code 'D'}, a page from 0, pixels per point. Answer: width, height, then R, G, B of each
 *       pixel
 * </ul>
 *
 * Each answer begins with a byte, the ordinal of a {@link PdfRefusal}; so does what it says when it
 * is ready. It ends with its server.
 */
public final class PdfWorker {
  static final int OPEN = 'O';
  static final int DRAW = 'D';

  private final DataInputStream in;
  private final DataOutputStream out;
  private @Nullable PdfFile file;

  private PdfWorker(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** The server's process id. */
  public static void main(String[] words) throws IOException {
    ProcessHandle.of(Long.parseLong(words[0]))
        .ifPresent(server -> server.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
    // finds the machine's fonts, which takes its time
    FontMappers.instance().getFontBoxFont("Helvetica", null);
    new PdfWorker(
            new DataInputStream(new FileInputStream(FileDescriptor.in)),
            new DataOutputStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)))
        .serve();
  }

  private void serve() throws IOException {
    out.writeByte(PdfRefusal.NONE.ordinal());
    out.flush();
    try {
      while (true) {
        answer(in.readUnsignedByte());
        out.flush();
      }
    } catch (EOFException e) {
      // the server needs it no longer
    }
  }

  private void answer(int request) throws IOException {
    try {
      if (request == OPEN) {
        open();
      } else {
        draw();
      }
    } catch (PdfRefused e) {
      out.writeByte(e.reason().ordinal());
    }
  }

  private void open() throws IOException, PdfRefused {
    if (file != null) {
      file.close();
      file = null;
    }
    int most = in.readInt();
    PdfFile opened = PdfFile.open(in.readNBytes(in.readInt()));
    file = opened;
    List<PageSize> pages = opened.pages(most);
    out.writeByte(PdfRefusal.NONE.ordinal());
    out.writeInt(pages.size());
    for (PageSize page : pages) {
      out.writeFloat(page.width());
      out.writeFloat(page.height());
    }
  }

  private void draw() throws IOException, PdfRefused {
    int page = in.readInt();
    float scale = in.readFloat();
    if (file == null) {
      throw new PdfRefused(PdfRefusal.DAMAGED);
    }
    BufferedImage image = file.draw(page, scale);
    out.writeByte(PdfRefusal.NONE.ordinal());
    out.writeInt(image.getWidth());
    out.writeInt(image.getHeight());
    out.write(rgb(((DataBufferInt) image.getRaster().getDataBuffer()).getData()));
  }

  private static byte[] rgb(int[] pixels) {
    byte[] rgb = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return rgb;
  }
}
