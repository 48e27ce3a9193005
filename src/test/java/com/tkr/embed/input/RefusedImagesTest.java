package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.input.resize.SmartResize.PixelRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedImagesTest {
  private final ImagePreparer preparer =
      new ImagePreparer(List.of(new PixelRange(28, 3136, 50176)), ImageLimits.ofHeap());

  static Stream<Arguments> typesThatAreNotRead() {
    return Stream.of(
        arguments("SVG", "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>"),
        arguments("SVG", "  <svg width='1'/>"),
        arguments("PDF", "%PDF-1.7"),
        arguments("HEIC", "\0\0\0\u0018ftypheic"),
        arguments("HEIC", "\0\0\0\u0018ftypmif1"),
        arguments("AVIF", "\0\0\0\u0018ftypavif"),
        arguments("AVIF", "\0\0\0\u0018ftypmif1\0\0\0\0miafavif"),
        arguments("HEIC", "\0\0\0\u0018ftypmif1\0\0\0\0miafheic"),
        arguments("ISO media", "\0\0\0\u0018ftypisom"),
        arguments("PNM", "P6\n1 1\n255\n"),
        arguments("CUR", "\0\0\u0002\0\u0001\0"),
        arguments("EPS", "%!PS-Adobe-3.0 EPSF-3.0"),
        arguments("QOI", "qoif\0\0"),
        arguments("DDS", "DDS |"),
        arguments("ICNS", "icns\0\0"),
        arguments("OpenEXR", "v/1\u0001"),
        arguments("JPEG XR", "II\u00bc\u0001"),
        arguments("PSD", "8BPS\0\u0001"),
        arguments("ICO", "\0\0\u0001\0\u0001\0"),
        arguments("JPEG XL", "\u00ff\n"),
        arguments("JPEG XL", "\0\0\0\fJXL \r\n"),
        arguments("JPEG 2000", "\0\0\0\fjP  \r\n"),
        arguments("BigTIFF", "II+\0"));
  }

  @ParameterizedTest
  @MethodSource("typesThatAreNotRead")
  void aTypeThatIsNotReadIsNamed(String type, String content) {
    assertRefused(
        content.getBytes(StandardCharsets.ISO_8859_1), ErrorCode.UNSUPPORTED_MEDIA_TYPE, type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "<!DOCTYPE html><html><svg/></html>",
        "{\"a\":1}",
        "GIF",
        "B",
        "\u00ff\u00d8"
      })
  void whatIsNoImageIsRefused(String content) {
    assertRefused(
        content.getBytes(StandardCharsets.ISO_8859_1),
        ErrorCode.UNPROCESSABLE_IMAGE,
        "is not an image");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertRefused(new byte[0], ErrorCode.UNPROCESSABLE_IMAGE, "is empty");
  }

  @Test
  void whichOfSeveralImagesIsSaid() {
    byte[] good = PillowImages.file("png-pillow-rgb");
    List<EncodedImage> images =
        new ArrayList<>(Collections.nCopies(3, new EncodedImage(good, false)));
    images.set(1, new EncodedImage(new byte[0], false));

    assertThatThrownBy(() -> preparer.accept(images))
        .hasMessage("Image 2 of 3 is empty.")
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.details()).containsEntry("image", 1));
  }

  @Test
  void anEnormousPngIsRefusedByItsHeader() {
    assertRefused(
        png(30_000, 30_000), ErrorCode.UNPROCESSABLE_IMAGE, "30000 x 30000", "64000000 pixels");
  }

  @Test
  void anEnormousGifIsRefusedByItsHeader() {
    byte[] gif = PillowImages.file("gif");
    for (int at = 6; at < 10; at++) {
      gif[at] = (byte) (at == 9 ? 0x7F : 0xFF);
    }
    assertRefused(gif, ErrorCode.UNPROCESSABLE_IMAGE, "65535 x 32767");
  }

  @Test
  void webpFramesInsideFramesAreRefused() {
    ByteBuffer webp = ByteBuffer.allocate(12 + 24 * 200_000).order(ByteOrder.LITTLE_ENDIAN);
    webp.put(bytes("RIFF")).putInt(webp.capacity() - 8).put(bytes("WEBP"));
    while (webp.hasRemaining()) {
      webp.put(bytes("ANMF")).putInt(webp.remaining() - 4).put(new byte[16]);
    }
    assertRefused(webp.array(), ErrorCode.UNPROCESSABLE_IMAGE, "WebP");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void anEnormousJpegIsRefusedByItsHeader() {
    byte[] jpeg = PillowImages.file("jpeg-444");
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    ByteBuffer.wrap(jpeg).putInt(frame + 5, 0xFFFFFFFF);

    assertRefused(jpeg, ErrorCode.UNPROCESSABLE_IMAGE, "65535 x 65535");
  }

  @Test
  void anEnormousWebpIsRefusedByItsHeader() {
    byte[] webp = PillowImages.file("webp-animated-offset");
    ByteBuffer.wrap(webp).putInt(24, 0xFFFFFFFF).putShort(28, (short) -1);

    assertRefused(webp, ErrorCode.UNPROCESSABLE_IMAGE, "16777216 x 16777216");
  }

  @Test
  void aPictureOfNoWidthIsRefused() {
    assertRefused(png(0, 5), ErrorCode.UNPROCESSABLE_IMAGE, "not positive");
    assertRefused(png(-1, 5), ErrorCode.UNPROCESSABLE_IMAGE, "not positive");
  }

  @Test
  void aPictureThinnerThanTheModelTakesIsRefused() {
    assertRefused(png(2010, 10), ErrorCode.UNPROCESSABLE_IMAGE, "aspect ratio limit of 200");
    assertRefused(png(10, 2010), ErrorCode.UNPROCESSABLE_IMAGE, "aspect ratio limit of 200");
  }

  @Test
  void aJpegOfCountlessScansIsRefused() {
    byte[] jpeg = PillowImages.file("jpeg-progressive-444");
    int scan = new String(jpeg, StandardCharsets.ISO_8859_1).lastIndexOf("\u00ff\u00da");
    int length = jpeg.length - 2 - scan;
    ByteBuffer bomb = ByteBuffer.allocate(jpeg.length + 200 * length);
    bomb.put(jpeg, 0, scan);
    for (int i = 0; i < 200; i++) {
      bomb.put(jpeg, scan, length);
    }
    bomb.put(jpeg, scan, length + 2);

    assertThatThrownBy(() -> decode(bomb.array())).hasMessageContaining("100 JPEG scans");
  }

  @Test
  void aGifWhoseDataEndBeforeItsLastRowIsRefused() {
    byte[] gif = PillowImages.file("gif-full-code-table");
    int descriptor = 13 + 768;
    int firstBlock = descriptor + 11;
    assertThat(gif[descriptor]).isEqualTo((byte) ',');
    int end = firstBlock + 1 + (gif[firstBlock] & 0xFF);
    byte[] cut = Arrays.copyOf(gif, end + 2);
    cut[end] = 0;
    cut[end + 1] = ';';

    assertRefused(cut, ErrorCode.UNPROCESSABLE_IMAGE, "damaged or truncated GIF");
  }

  @Test
  void aBmpThatHoldsAnotherFormatIsRefused() {
    byte[] bmp = PillowImages.file("bmp-rgb");
    bmp[30] = 4;

    assertRefused(bmp, ErrorCode.UNPROCESSABLE_IMAGE, "compression 4 of 24 bits per pixel");
  }

  private byte[] decode(byte[] file) {
    List<EncodedImage> image = List.of(new EncodedImage(file, false));
    return preparer.pixels(preparer.accept(image), Cancellation.NEVER).get(0).rgb();
  }

  private static byte[] png(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(45);
    png.putLong(0x89504E470D0A1A0AL).putInt(13);
    png.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
    png.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(png.array(), 12, 17);
    png.putInt((int) sum.getValue()).putInt(0);
    return png.put("IDAT".getBytes(StandardCharsets.US_ASCII)).array();
  }

  private void assertRefused(byte[] file, ErrorCode code, String... parts) {
    assertThatThrownBy(() -> decode(file))
        .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(parts)
        .hasMessageStartingWith("The image ");
  }
}
