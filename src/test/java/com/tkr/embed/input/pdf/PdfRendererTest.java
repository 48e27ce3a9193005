package com.tkr.embed.input.pdf;

import static com.tkr.embed.testing.Pdfs.object;
import static com.tkr.embed.testing.Pdfs.ofObjects;
import static com.tkr.embed.testing.Pdfs.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.image.ImageRefused;
import com.tkr.embed.testing.Pdfs;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfRendererTest {
  private static final String CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>";
  private static final String PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
  private static final int RED = 0xFF0000;
  private static final int WHITE = 0xFFFFFF;

  @TempDir Path folder;
  private PdfRenderer renderer;

  private PdfRenderer renderer(Duration time) {
    renderer = new PdfRenderer(new PdfLimits(8, 1_000_000, time, folder.resolve("fonts")), 1, 128);
    return renderer;
  }

  @AfterEach
  void end() {
    if (renderer != null) {
      renderer.close();
    }
  }

  @Test
  void aPageIsDrawnAtTwiceTheSidesThatTheModelSees() throws ImageRefused {
    PdfPicture picture = page(Pdfs.coloured(Color.RED)).picture(20_000);
    assertThat(picture.width()).isBetween(398, 400);
    assertThat(picture.height()).isBetween(198, 200);
    byte[] rgb = drawn(picture);
    assertThat(pixel(rgb, picture, 50, 100)).isEqualTo(RED);
    assertThat(pixel(rgb, picture, 350, 100)).isEqualTo(WHITE);
  }

  @Test
  void noPageIsDrawnAtMoreThanTheLimit() throws ImageRefused {
    PdfPicture picture = page(Pdfs.coloured(Color.RED)).picture(12_000_000);
    assertThat((long) picture.width() * picture.height()).isBetween(990_000L, 1_000_000L);
    assertThat(drawn(picture)).hasSize(3 * picture.width() * picture.height());
  }

  @Test
  void pagesAreTurnedAndCroppedAsTheyAreSeen() throws ImageRefused {
    PdfPage page =
        page(onePage("/MediaBox[0 0 400 400]/CropBox[0 0 200 100]/Rotate 90", "1 0 0 rg 0 0 100"));
    assertThat(page.width()).isEqualTo(100);
    assertThat(page.height()).isEqualTo(200);
    PdfPicture picture = page.picture(20_000);
    byte[] rgb = drawn(picture);
    assertThat(picture.height()).isGreaterThan(picture.width());
    assertThat(pixel(rgb, picture, 100, 50)).isEqualTo(RED);
    assertThat(pixel(rgb, picture, 100, 350)).isEqualTo(WHITE);
  }

  @Test
  void textIsDrawnThoughTheFileHoldsNoFont() throws ImageRefused {
    PdfPicture picture = page(Pdfs.text("a red circle")).picture(20_000);
    byte[] rgb = drawn(picture);
    assertThat(dark(rgb)).isBetween(500L, (long) rgb.length / 4);
  }

  @Test
  void textForWhichThereIsNoFontAtAllIsRefused() {
    byte[] content = object("BT /F1 24 Tf 20 40 Td <4e004e8c4e094e2d> Tj ET");
    byte[] file =
        ofObjects(
            object(CATALOGUE),
            object(PAGES),
            object(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources"
                    + "<</Font<</F1 5 0 R>>>>>>"),
            stream("", content),
            object(
                "<</Type/Font/Subtype/Type0/BaseFont/NoSuch/Encoding/UniGB-UCS2-H/DescendantFonts"
                    + "[<</Type/Font/Subtype/CIDFontType0/BaseFont/NoSuch/CIDSystemInfo<</Registry"
                    + "(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 6 0 R>>]>>"),
            object(
                "<</Type/FontDescriptor/FontName/NoSuch/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800"
                    + "/Descent -200/CapHeight 700/ItalicAngle 0/StemV 80>>"));
    assertThatThrownBy(() -> draw(file)).hasMessageContaining("embed the fonts");
  }

  @Test
  void pagesOfTwoFilesAreDrawnInTurnByOneProcess() throws ImageRefused {
    PdfPage red = page(Pdfs.coloured(Color.WHITE, Color.RED), 2);
    PdfPage blue = renderer.open(Pdfs.coloured(Color.BLUE), 8, Cancellation.NEVER).get(0);
    for (int i = 0; i < 2; i++) {
      assertThat(pixel(drawn(red.picture(5_000)), red.picture(5_000), 5, 5)).isEqualTo(RED);
      assertThat(pixel(drawn(blue.picture(5_000)), blue.picture(5_000), 5, 5)).isEqualTo(0x0000FF);
    }
  }

  @Test
  void whatNeedsAPasswordIsRefusedAndWhatNeedsNoneIsNot() throws ImageRefused {
    assertThat(page(Pdfs.encrypted("")).number()).isOne();
    assertThatThrownBy(() -> renderer.open(Pdfs.encrypted("secret"), 8, Cancellation.NEVER))
        .hasMessageContaining("needs a password");
  }

  @Test
  void tooManyPagesAreRefused() {
    byte[] file = Pdfs.coloured(Color.RED, Color.RED, Color.RED);
    assertThatThrownBy(() -> renderer(Duration.ofSeconds(30)).open(file, 2, Cancellation.NEVER))
        .isInstanceOf(ImageRefused.class)
        .hasMessageContaining("more pages");
  }

  @Test
  void aFileCutAnywhereIsDrawnOrRefused() {
    byte[] file = Pdfs.text("cut");
    renderer(Duration.ofSeconds(30));
    for (int length = 5; length < file.length; length += file.length / 20) {
      byte[] part = Arrays.copyOf(file, length);
      try {
        drawn(renderer.open(part, 8, Cancellation.NEVER).get(0).picture(5_000));
      } catch (ImageRefused e) {
        assertThat(e).hasMessageContaining("PDF");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<</Type/Pages/Kids[2 0 R]/Count 1>>",
        "<</Type/Pages/Kids[]/Count 2000000000>>",
        "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
        "<</Type/Pages/Kids[2 0 R 2 0 R]/Count -1>>",
      })
  void pageTreesThatLeadNowhereAreRefused(String tree) {
    byte[] file = ofObjects(object(CATALOGUE), object(tree), object("<</Type/Pages/Kids[2 0 R]>>"));
    assertThatThrownBy(() -> draw(file)).isInstanceOf(ImageRefused.class);
  }

  @Test
  void whatNobodyWaitsForAnyMoreEndsAndTheNextFileIsDrawn() throws Exception {
    renderer(Duration.ofMinutes(10));
    byte[] endless = Pdfs.endless();
    PdfPicture picture = renderer.open(endless, 8, Cancellation.NEVER).get(0).picture(250_000);
    CompletableFuture<byte[]> wanted = new CompletableFuture<>();
    CompletableFuture<byte[]> drawing = started(() -> unchecked(picture, Cancellation.of(wanted)));
    CompletableFuture<byte[]> waiting = started(() -> unchecked(picture, Cancellation.of(wanted)));
    // of the one that waits one, of the one that is drawn two
    while (wanted.getNumberOfDependents() < 3) {
      Thread.sleep(10);
    }
    wanted.cancel(false);
    assertThatThrownBy(drawing::join).hasCauseInstanceOf(CancellationException.class);
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(CancellationException.class);
    assertThat(renderer.open(Pdfs.coloured(Color.RED), 8, Cancellation.NEVER)).hasSize(1);
  }

  /** On a thread of its own: there may be one core, and one that all share. */
  private static <T> CompletableFuture<T> started(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
  }

  private byte[] unchecked(PdfPicture picture, Cancellation cancellation) {
    try {
      return renderer.draw(picture, cancellation);
    } catch (ImageRefused e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatTakesTooLongEndsAndTheNextFileIsDrawn() throws ImageRefused {
    renderer(Duration.ofSeconds(3));
    byte[] endless = Pdfs.endless();
    assertThatThrownBy(
            () -> drawn(renderer.open(endless, 8, Cancellation.NEVER).get(0).picture(250_000)))
        .hasMessageContaining("longer to draw");
    assertThat(renderer.open(Pdfs.coloured(Color.RED), 8, Cancellation.NEVER)).hasSize(1);
  }

  @Test
  void aPictureOfTooManyPixelsIsNotDecoded() {
    byte[] file = picture("/Width 30000/Height 30000/Filter/FlateDecode", new byte[9]);
    assertThatThrownBy(() -> draw(file)).hasMessageContaining("memory");
  }

  @Test
  void whatTakesTooMuchMemoryEndsAndTheNextFileIsDrawn() throws ImageRefused, IOException {
    renderer(Duration.ofSeconds(60));
    byte[] bomb =
        ofObjects(
            object(CATALOGUE),
            object(PAGES),
            object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents[4 0 R 5 0 R]>>"),
            stream("", object("[")),
            stream("/Filter/FlateDecode", deflated(40_000, "0 ")));
    assertThatThrownBy(
            () -> drawn(renderer.open(bomb, 8, Cancellation.NEVER).get(0).picture(5_000)))
        .hasMessageContaining("memory");
    assertThat(renderer.open(Pdfs.coloured(Color.RED), 8, Cancellation.NEVER)).hasSize(1);
  }

  @Test
  void aPageWhosePictureIsNotReadIsRefused() {
    byte[] file = picture("/Width 10/Height 10/Filter/JPXDecode", new byte[100]);
    assertThatThrownBy(() -> draw(file)).hasMessageContaining("JPEG 2000");
  }

  @Test
  void aPageOfWhichAPartIsLostIsRefused() throws IOException {
    byte[] half = Arrays.copyOf(deflated(30, "0"), 20);

    byte[] file = picture("/Width 100/Height 100/Filter/FlateDecode", half);
    assertThatThrownBy(() -> draw(file)).isInstanceOf(ImageRefused.class);
  }

  @Test
  void nothingThatAFileRefersToIsFetchedOrRun() throws IOException {
    try (ServerSocket stub = new ServerSocket(0)) {
      String url = "http://127.0.0.1:" + stub.getLocalPort() + "/";
      stub.setSoTimeout(500);
      byte[] file =
          ofObjects(
              object(
                  "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\('"
                      + url
                      + "'\\))>>/URI<</Base("
                      + url
                      + ")>>>>"),
              object(PAGES),
              object(
                  "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/AA<</O<</S/URI/URI("
                      + url
                      + ")>>>>>>"),
              stream("/F<</Type/Filespec/FS/URL/F(" + url + ")>>", object("0 0 9 9 re f")));
      try {
        draw(file);
      } catch (ImageRefused e) {
        assertThat(e).hasMessageContaining("PDF");
      }
      assertThatThrownBy(stub::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  private void draw(byte[] file) throws ImageRefused {
    PdfPage page = page(file);
    drawn(page.picture(5_000));
  }

  private byte[] drawn(PdfPicture picture) throws ImageRefused {
    return renderer.draw(picture, Cancellation.NEVER);
  }

  private PdfPage page(byte[] file) throws ImageRefused {
    return page(file, 1);
  }

  private PdfPage page(byte[] file, int number) throws ImageRefused {
    List<PdfPage> pages = renderer(Duration.ofSeconds(30)).open(file, 8, Cancellation.NEVER);
    assertThat(pages).extracting(PdfPage::number).contains(number);
    return pages.get(number - 1);
  }

  private static byte[] onePage(String entries, String content) {
    String drawn = content.startsWith("1 0 0 rg") ? content + " 100 re f" : content;
    return ofObjects(
        object(CATALOGUE),
        object(PAGES),
        object("<</Type/Page/Parent 2 0 R/Contents 4 0 R" + entries + ">>"),
        stream("", object(drawn)));
  }

  private static byte[] picture(String entries, byte[] data) {
    return ofObjects(
        object(CATALOGUE),
        object(PAGES),
        object(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources"
                + "<</XObject<</P 5 0 R>>>>>>"),
        stream("", object("100 0 0 100 0 0 cm /P Do")),
        stream(
            "/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8" + entries, data));
  }

  /** So many kilobytes of a repeated text. */
  private static byte[] deflated(int kilobytes, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] block = object(text.repeat(1000 / text.length()));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      for (int i = 0; i < kilobytes; i++) {
        deflater.write(block);
      }
    }
    return out.toByteArray();
  }

  private static int pixel(byte[] rgb, PdfPicture picture, int x, int y) {
    int at = 3 * (y * picture.width() + x);
    return (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
  }

  private static long dark(byte[] rgb) {
    long dark = 0;
    for (byte sample : rgb) {
      dark += (sample & 0xFF) < 128 ? 1 : 0;
    }
    return dark;
  }
}
