package com.tkr.embed.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The pictures of {@code ramps} in {@code src/test/python/resize_stages.py}, as PNG files. */
public final class RampPictures {
  private RampPictures() {}

  /** A picture that no resize leaves as it is. */
  public static byte[] png(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, rgb(x, y));
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private static int rgb(int x, int y) {
    return (7 * x + 3 * y & 0xFF) << 16 | (5 * x + 11 * y & 0xFF) << 8 | x * x + y & 0xFF;
  }
}
