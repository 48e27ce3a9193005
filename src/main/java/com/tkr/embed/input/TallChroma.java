package com.tkr.embed.input;

import com.tkr.embed.input.JpegHeader.Component;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;

/**
 * JPEG components of half height and full width (4:4:0, as in photos turned without loss).
 * libjpeg-turbo interpolates their rows ({@code h1v2_fancy_upsample} in jdsample.c); the libjpeg in
 * most JDKs repeats them, which is told by rows being equal in pairs.
 */
final class TallChroma {
  private final WritableRaster raster;
  private final int band;
  private final int width;

  private TallChroma(WritableRaster raster, int band) {
    this.raster = raster;
    this.band = band;
    this.width = raster.getWidth();
  }

  /** Interpolates where the JDK repeated. */
  static void interpolate(WritableRaster raster, List<Component> components) {
    int h = components.stream().mapToInt(Component::h).max().orElse(1);
    int v = components.stream().mapToInt(Component::v).max().orElse(1);
    for (int band = 0; band < components.size(); band++) {
      Component component = components.get(band);
      if (component.h() == h && 2 * component.v() == v) {
        new TallChroma(raster, band).interpolate();
      }
    }
  }

  private void interpolate() {
    if (!isRepeated()) {
      return;
    }
    int last = (raster.getHeight() - 1) / 2;
    int[] above = row(0);
    int[] own = above;
    for (int k = 0; k <= last; k++) {
      int[] below = k < last ? row(2 * k + 2) : own;
      write(2 * k, mixed(own, above, 1));
      if (2 * k + 1 < raster.getHeight()) {
        write(2 * k + 1, mixed(own, below, 2));
      }
      above = own;
      own = below;
    }
  }

  private boolean isRepeated() {
    for (int y = 1; y < raster.getHeight(); y += 2) {
      if (!Arrays.equals(row(y - 1), row(y))) {
        return false;
      }
    }
    return true;
  }

  private int[] mixed(int[] near, int[] far, int bias) {
    int[] mixed = new int[width];
    for (int x = 0; x < width; x++) {
      mixed[x] = 3 * near[x] + far[x] + bias >> 2;
    }
    return mixed;
  }

  private int[] row(int y) {
    return raster.getSamples(0, y, width, 1, band, (int[]) null);
  }

  private void write(int y, int[] samples) {
    raster.setSamples(0, y, width, 1, band, samples);
  }
}
