package com.tkr.embed.input.resize;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.input.resize.SmartResize.PixelRange;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BicubicResizeTest {
  private static final PixelRange OPS = new PixelRange(28, 200_704, 1_003_520);

  /** Values of Pillow 12.3.0, recorded. */
  @ParameterizedTest
  @CsvSource({
    "100, 80, 504, 420, 64b026ff",
    "640, 480, 644, 476, da1fe955",
    "2000, 1500, 1148, 840, e161d7c3",
    "1700, 2200, 868, 1120, 133b319b",
    "28, 28, 448, 448, a477a0d8",
  })
  void aResizedPictureEqualsPillows(int w, int h, int width, int height, String crc) {
    SmartResize to = SmartResize.of(h, w, OPS);
    CRC32 sum = new CRC32();
    sum.update(BicubicResize.bytes(BicubicResize.rows(new Ramps(w, h), to)));

    assertThat(to).isEqualTo(new SmartResize(height, width));
    assertThat(Long.toHexString(sum.getValue())).isEqualTo(crc);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 448, 448, 256",
    "448, 448, 448, 448, 256",
    "512, 512, 504, 504, 324",
    "800, 600, 812, 588, 609",
    "1000, 1000, 980, 980, 1225",
    "1280, 720, 1288, 728, 1196",
    "1920, 1080, 1316, 728, 1222",
    "4032, 3024, 1148, 840, 1230",
    "6000, 4000, 1204, 812, 1247",
    "1400, 14, 4480, 56, 320",
  })
  void sizesAreTheReferences(int w, int h, int width, int height, int tokens) {
    SmartResize to = SmartResize.of(h, w, OPS);

    assertThat(to).isEqualTo(new SmartResize(height, width));
    assertThat(to.tokens(28)).isEqualTo(tokens);
  }

  @ParameterizedTest
  @CsvSource({"70, 56", "42, 56", "98, 112", "13, 28"})
  void halvesRoundToEven(int side, int rounded) {
    assertThat(SmartResize.of(side, side, new PixelRange(28, 1, 1 << 20)))
        .isEqualTo(new SmartResize(rounded, rounded));
  }

  private record Ramps(int width, int height) implements PixelRows {
    @Override
    public void read(int y, byte[] rgb) {
      for (int x = 0; x < width; x++) {
        rgb[3 * x] = (byte) (7 * x + 3 * y);
        rgb[3 * x + 1] = (byte) (5 * x + 11 * y);
        rgb[3 * x + 2] = (byte) (x * x + y);
      }
    }
  }
}
