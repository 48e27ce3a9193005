package com.tkr.embed.input;

/**
 * Decoded planes as R, G, B: chroma interpolated by 9-3-3-1 weights, then BT.601 in fixed point, as
 * libwebp's {@code src/dsp/upsampling.c} and {@code src/dsp/yuv.h} do.
 */
final class Vp8Rows implements PixelRows {
  private final int width;
  private final int height;
  private final Vp8Plane[] planes;
  private final byte[] u;
  private final byte[] v;

  Vp8Rows(int width, int height, Vp8Plane[] planes) {
    this.width = width;
    this.height = height;
    this.planes = planes;
    this.u = new byte[width];
    this.v = new byte[width];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void read(int y, byte[] rgb) {
    int last = (height - 1) / 2;
    int near = y / 2;
    int far = Math.max(0, Math.min(last, y % 2 == 0 ? near - 1 : near + 1));
    interpolate(planes[1], new Pair(near, far), u);
    interpolate(planes[2], new Pair(near, far), v);
    int luma = planes[0].at(0, y);
    for (int x = 0; x < width; x++) {
      convert(rgb, x, planes[0].get(luma + x));
    }
  }

  /**
   * The two chroma rows that a row lies between.
   *
   * @param near the one it belongs to
   * @param far the other
   */
  private record Pair(int near, int far) {}

  private void interpolate(Vp8Plane plane, Pair rows, byte[] out) {
    int n = plane.at(0, rows.near());
    int f = plane.at(0, rows.far());
    out[0] = end(plane, n, f);
    for (int x = 1; x < width - 1; x += 2) {
      int i = x / 2;
      int nearLeft = plane.get(n + i);
      int nearRight = plane.get(n + i + 1);
      int farLeft = plane.get(f + i);
      int farRight = plane.get(f + i + 1);
      int sum = nearLeft + nearRight + farLeft + farRight + 8;
      out[x] = (byte) (nearLeft + (sum + 2 * (nearRight + farLeft) >> 3) >> 1);
      out[x + 1] = (byte) (nearRight + (sum + 2 * (nearLeft + farRight) >> 3) >> 1);
    }
    if (width % 2 == 0) {
      int i = width / 2 - 1;
      out[width - 1] = end(plane, n + i, f + i);
    }
  }

  private static byte end(Vp8Plane plane, int near, int far) {
    return (byte) (3 * plane.get(near) + plane.get(far) + 2 >> 2);
  }

  private void convert(byte[] rgb, int x, int luma) {
    int cb = u[x] & 0xFF;
    int cr = v[x] & 0xFF;
    int base = luma * 19077 >> 8;
    rgb[3 * x] = clip(base + (cr * 26149 >> 8) - 14234);
    rgb[3 * x + 1] = clip(base - (cb * 6419 >> 8) - (cr * 13320 >> 8) + 8708);
    rgb[3 * x + 2] = clip(base + (cb * 33050 >> 8) - 17685);
  }

  private static byte clip(int value) {
    return (byte) (value < 0 ? 0 : Math.min(value >> 6, 255));
  }
}
