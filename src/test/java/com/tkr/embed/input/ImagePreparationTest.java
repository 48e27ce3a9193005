package com.tkr.embed.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.input.image.ImageLimits;
import com.tkr.embed.model.ImagePixels;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.testing.ProfiledFolders;
import com.tkr.embed.testing.TinyTokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePreparationTest {
  private static final byte[] PICTURE = PillowImages.file("png-pillow-rgb");

  @TempDir Path folder;
  private TinyTokenizer tiny;
  private InputPreparer preparer;

  @BeforeEach
  void open() {
    tiny = new TinyTokenizer().write(folder);
    preparer =
        InputPreparer.open(
            ProfiledFolders.ops(folder),
            TinyTokenizer.model(4096),
            InputLimits.of(new FixedSettings()));
  }

  @AfterEach
  void close() {
    preparer.close();
  }

  @Test
  void anImageStandsBeforeTheTextWithOnePlaceholderPerToken() {
    ModelInput input = prepare("hello", image(PICTURE));
    ImagePixels pixels = input.images().get(0);
    int tokens = pixels.height() / 28 * (pixels.width() / 28);

    assertThat(pixels.rgb()).hasSize(3 * pixels.height() * pixels.width());
    assertThat(count(input, "<|image_pad|>")).isEqualTo(tokens).isGreaterThanOrEqualTo(256);
    assertThat(input.inputIds())
        .containsSequence(tiny.special("<|vision_start|>"), tiny.special("<|image_pad|>"))
        .containsSequence(
            tiny.special("<|image_pad|>"),
            tiny.special("<|vision_end|>"),
            tiny.vocab.get("hello"),
            tiny.special("<|im_end|>"));
  }

  @Test
  void aTokenSpansWhatTheModelSaysWhereItsProfileResizesToMore() {
    EmbeddingInput input = new EmbeddingInput("", List.of(image(PICTURE)), null);
    try (InputPreparer small =
        InputPreparer.open(
            ProfiledFolders.as("qwen3-vl-embedding", folder),
            TinyTokenizer.model(4096, 16),
            InputLimits.of(new FixedSettings()))) {
      ModelInput prepared = small.prepare(input, false).modelInput();
      ImagePixels pixels = prepared.images().get(0);
      int tokens = pixels.height() / 16 * (pixels.width() / 16);

      assertThat(pixels.height() % 32 + pixels.width() % 32).isZero();
      assertThat(count(prepared, "<|image_pad|>")).isEqualTo(tokens);
      assertThat(small.imageExtent(input).tokens()).isEqualTo(tokens);
    }
  }

  @Test
  void severalImagesStandOneAfterTheOther() {
    ModelInput input = prepare("", image(PICTURE), image(PICTURE), image(PICTURE));

    assertThat(input.images()).hasSize(3);
    assertThat(count(input, "<|vision_start|>")).isEqualTo(3);
    assertThat(input.inputIds())
        .containsSequence(tiny.special("<|vision_end|>"), tiny.special("<|vision_start|>"));
  }

  @Test
  void anImageLeavesThePrefixAsTextsHaveIt() {
    int ofText = prepare("hello").prefixLength();

    assertThat(ofText).isPositive();
    assertThat(prepare("\nhello", image(PICTURE)).prefixLength()).isEqualTo(ofText);
    assertThat(prepare("", image(PICTURE)).prefixLength()).isEqualTo(ofText);
  }

  @Test
  void orientationIsAppliedOnlyWhenAskedFor() {
    byte[] turned = PillowImages.file("jpeg-exif-6");
    ImagePixels asStored = prepare("", image(turned)).images().get(0);
    ImagePixels asSeen = prepare("", new EncodedImage(turned, true)).images().get(0);

    assertThat(asStored.width()).isGreaterThan(asStored.height());
    assertThat(asSeen.width()).isLessThan(asSeen.height());
  }

  @Test
  void imagesOverTheModelsLengthAreRefusedBeforeTheyAreDecoded() {
    byte[] undecodable = Arrays.copyOf(PICTURE, PICTURE.length / 2);
    EncodedImage[] images =
        Collections.nCopies(16, image(undecodable)).toArray(EncodedImage[]::new);

    assertThatThrownBy(() -> prepare("", images))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.details()).containsEntry("max_tokens", 4096).containsKey("tokens");
            });
  }

  @Test
  void aTextBesideAnImageIsCutToWhatTheImageLeaves() {
    EmbeddingInput input = new EmbeddingInput("a".repeat(5000), List.of(image(PICTURE)), null);
    PreparedInput cut = preparer.prepare(input, true);
    ModelInput whole = prepare("a", image(PICTURE));

    assertThat(cut.truncated()).isTrue();
    assertThat(cut.modelInput().inputIds())
        .hasSize(4096)
        .startsWith(Arrays.copyOf(whole.inputIds(), whole.inputIds().length - 20))
        .endsWith(tiny.special("<|endoftext|>"));
  }

  @Test
  void tooManyImagesAreRefused() {
    EncodedImage[] images = Collections.nCopies(17, image(PICTURE)).toArray(EncodedImage[]::new);

    assertThatThrownBy(() -> prepare("", images))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContainingAll("17 images", "16");
  }

  @Test
  void threadsThatShareLittleMemoryWaitForEachOther() throws Exception {
    ImageLimits oneAtATime = new ImageLimits(64_000_000, 65_535, 200, 1);
    InputLimits limits = new InputLimits(1000, 1000, 10, oneAtATime);
    byte[] expected = prepare("", image(PICTURE)).images().get(0).rgb();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (InputPreparer small =
        InputPreparer.open(ProfiledFolders.ops(folder), TinyTokenizer.model(4096), limits)) {
      EmbeddingInput input = new EmbeddingInput("", List.of(image(PICTURE)), null);
      Callable<byte[]> prepare =
          () -> small.prepare(input, false).modelInput().images().get(0).rgb();
      for (Future<byte[]> pixels : threads.invokeAll(Collections.nCopies(32, prepare))) {
        assertThat(pixels.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private ModelInput prepare(String text, EncodedImage... images) {
    EmbeddingInput input = new EmbeddingInput(text, List.of(images), null);
    return preparer.prepare(input, false).modelInput();
  }

  private static EncodedImage image(byte[] bytes) {
    return new EncodedImage(bytes, false);
  }

  private long count(ModelInput input, String token) {
    return Arrays.stream(input.inputIds()).filter(id -> id == tiny.special(token)).count();
  }
}
