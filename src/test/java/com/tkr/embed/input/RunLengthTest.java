package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.input.image.ImageFormat;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.input.resize.Alpha;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** BMP run lengths where Pillow 12.3 departs from the format: the right pixels are spelled out. */
class RunLengthTest {
  private static final int COLORS = 16;

  @Test
  void anOddNumberOfLiteralsOfFourBitsKeepsItsLast() throws Exception {
    byte[] runs = {0, 5, 0x12, 0x34, 0x50, 0, 0, 0, 5, 0x67, 0, 1};

    assertThat(indices(5, 2, 4, runs)).containsExactly(6, 7, 6, 7, 6, 1, 2, 3, 4, 5);
  }

  @Test
  void literalsOfOneByteOfFourBitsAreFilledToTwo() throws Exception {
    byte[] runs = {1, 0x10, 0, 3, 0x23, 0x40, 1, 0x50, 0, 1};

    assertThat(indices(5, 1, 4, runs)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void anEmptyRowIsARow() throws Exception {
    byte[] runs = {3, 7, 0, 0, 0, 0, 3, 9, 0, 1};

    assertThat(indices(3, 3, 8, runs)).containsExactly(9, 9, 9, 0, 0, 0, 7, 7, 7);
  }

  @Test
  void literalsOverTheEndOfARowAreDamage() {
    byte[] runs = {0, 4, 1, 2, 3, 4, 0, 1};

    assertThatThrownBy(() -> indices(3, 2, 8, runs)).hasMessageContaining("damaged");
  }

  @Test
  void pixelsLeftOutAreToldApartFromDamage() {
    byte[] runs = {3, 7, 0, 0, 0, 1};

    assertThatThrownBy(() -> indices(3, 2, 8, runs)).hasMessageContaining("leave pixels out");
  }

  /** Colour i is i, i, 2 i: no grey, so that Pillow would keep the palette. */
  private static int[] indices(int width, int height, int bits, byte[] runs) throws ImageRefused {
    byte[] pixels =
        PillowImages.pixels(ImageFormat.open(bmp(width, height, bits, runs)).decode(Alpha.DROPPED));
    int[] indices = new int[width * height];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = pixels[3 * i];
      assertThat(pixels[3 * i + 2]).isEqualTo((byte) (2 * indices[i]));
    }
    return indices;
  }

  private static byte[] bmp(int width, int height, int bits, byte[] runs) {
    int offset = 54 + 4 * COLORS;
    ByteBuffer bmp = ByteBuffer.allocate(offset + runs.length).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(offset);
    bmp.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
    bmp.putInt(bits == 8 ? 1 : 2).putInt(runs.length).putLong(0).putInt(COLORS).putInt(0);
    for (int i = 0; i < COLORS; i++) {
      bmp.put((byte) (2 * i)).put((byte) i).put((byte) i).put((byte) 0);
    }
    return bmp.put(runs).array();
  }
}
