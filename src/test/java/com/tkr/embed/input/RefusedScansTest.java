package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEG and TIFF files of kinds that are not read are refused by the kind's name. */
class RefusedScansTest {
  private static final int SHORT = 3;

  private final ImagePreparer preparer =
      new ImagePreparer(List.of(new PixelRange(28, 3136, 50176)), ImageLimits.ofHeap());

  @Test
  void theTiffFileThatTheOthersDifferFromIsRead() {
    assertThat(decode(tiff(Map.of()))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "259, 6, old-style JPEG compression (6)",
    "259, 32771, CCITT RLE with word alignment compression (32771)",
    "259, 32809, ThunderScan compression (32809)",
    "259, 34676, SGILog compression (34676)",
    "259, 34712, JPEG 2000 compression (34712)",
    "259, 34887, LERC compression (34887)",
    "259, 34925, LZMA compression (34925)",
    "259, 50000, ZSTD compression (50000)",
    "259, 50001, WebP compression (50001)",
    "259, 50002, JPEG XL compression (50002)",
    "259, 12345, unknown compression (12345)",
    "262, 4, a transparency mask",
    "262, 8, CIE L*a*b* colours",
    "262, 9, ICC L*a*b* colours",
    "262, 32803, a colour filter array",
    "262, 32845, LogLuv colours",
    "339, 3, floating-point samples",
    "339, 6, complex samples",
    "258, 12, 12 bits per sample",
    "258, 32, 32 bits per sample",
    "258, 64, 64 bits per sample",
    "277, 7, 7 samples per pixel",
    "266, 3, fill order 3"
  })
  void aKindOfTiffThatIsNotReadIsNamed(int tag, int value, String name) {
    assertRefused(tiff(Map.of(tag, value)), name);
  }

  @Test
  void signedSamplesOfSixteenBitsAreNamed() {
    assertRefused(tiff(Map.of(258, 16, 339, 2)), "signed samples");
  }

  @Test
  void tilesFarLargerThanThePictureAreRefused() {
    assertRefused(tiff(Map.of(322, 60_000, 323, 60_000)), "tiles of more pixels");
  }

  @Test
  void tagsThatAreSaidTwiceAreDamage() {
    byte[] file = tiff(Map.of(259, 1));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putShort(10 + 12, (short) 256);

    assertRefused(file, "damaged or truncated TIFF");
  }

  @ParameterizedTest
  @CsvSource({
    "0xC5, hierarchical coding",
    "0xC6, hierarchical coding",
    "0xC7, hierarchical coding",
    "0xCB, lossless arithmetic coding",
    "0xCD, hierarchical coding",
    "0xDE, hierarchical coding"
  })
  void aKindOfJpegThatIsNotReadIsNamed(String marker, String name) {
    assertRefused(frame(1, Integer.decode(marker)), name);
  }

  @ParameterizedTest
  @CsvSource({"4, 12, 12 bits per sample", "9, 2, 2 components"})
  void samplesOfJpegThatAreNotReadAreNamed(int at, int value, String name) {
    assertRefused(frame(at, value), name);
  }

  private static byte[] frame(int at, int value) {
    byte[] jpeg = PillowImages.file("jpeg-444");
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    jpeg[frame + at] = (byte) value;
    return jpeg;
  }

  /** A grey picture of 4 by 2 pixels but for what is given. */
  private static byte[] tiff(Map<Integer, Integer> given) {
    Map<Integer, Integer> tags =
        new TreeMap<>(
            Map.of(256, 4, 257, 2, 258, 8, 259, 1, 262, 1, 273, 8, 277, 1, 278, 2, 279, 8));
    tags.putAll(given);
    int directory = 8;
    ByteBuffer file = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0x002A4949).putInt(directory).putShort((short) tags.size());
    tags.forEach(
        (tag, value) ->
            file.putShort(tag.shortValue()).putShort((short) SHORT).putInt(1).putInt(value));
    return file.array();
  }

  private byte[] decode(byte[] file) {
    List<EncodedImage> image = List.of(new EncodedImage(file, false));
    return preparer.pixels(preparer.accept(image), Cancellation.NEVER).get(0).rgb();
  }

  private void assertRefused(byte[] file, String name) {
    assertThatThrownBy(() -> decode(file))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNPROCESSABLE_IMAGE))
        .hasMessageContaining(name);
  }
}
