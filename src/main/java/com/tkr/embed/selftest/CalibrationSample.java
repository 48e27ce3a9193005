package com.tkr.embed.selftest;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.InvalidInput;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInput;
import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a model is calibrated on.
 *
 * @param model a name or a folder
 * @param texts a file of a text a line; empty for none
 * @param images a folder of image files; empty for none
 */
record CalibrationSample(String model, Optional<Path> texts, Optional<Path> images) {
  private static final String TEXTS = "--texts";
  private static final String IMAGES = "--images";
  private static final int BATCH = 16;

  /** Of the command's words; empty where they are none. */
  static Optional<CalibrationSample> of(List<String> words) {
    Map<String, Path> options = new HashMap<>();
    if (words.size() % 2 == 0 || words.size() < 3) {
      return Optional.empty();
    }
    for (int i = 1; i < words.size(); i += 2) {
      options.put(words.get(i), Path.of(words.get(i + 1)));
    }
    return Set.of(TEXTS, IMAGES).containsAll(options.keySet())
        ? Optional.of(
            new CalibrationSample(
                words.get(0),
                Optional.ofNullable(options.get(TEXTS)),
                Optional.ofNullable(options.get(IMAGES))))
        : Optional.empty();
  }

  /**
   * The vectors of all, of unit length.
   *
   * @throws ModelLoadFailed when the model makes none of one of them
   */
  List<float[]> vectors(EmbeddingModel model, InputPreparer preparer) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    List<EmbeddingInput> inputs = inputs();
    for (int from = 0; from < inputs.size(); from += BATCH) {
      List<EmbeddingInput> batch = inputs.subList(from, Math.min(from + BATCH, inputs.size()));
      vectors.addAll(vectors(batch, model, preparer));
    }
    return vectors;
  }

  private static List<float[]> vectors(
      List<EmbeddingInput> batch, EmbeddingModel model, InputPreparer preparer) throws IOException {
    List<ModelInput> prepared = new ArrayList<>();
    for (EmbeddingInput input : batch) {
      prepared.add(prepared(input, preparer));
    }
    List<float[]> vectors = model.embed(prepared).pooled();
    for (int i = 0; i < batch.size(); i++) {
      normalize(vectors.get(i), batch.get(i).name());
    }
    return vectors;
  }

  private static ModelInput prepared(EmbeddingInput input, InputPreparer preparer)
      throws IOException {
    try {
      return preparer.prepare(input, true).modelInput();
    } catch (InvalidInput e) {
      throw new IOException(input.name() + ": " + e.getMessage(), e);
    }
  }

  private List<EmbeddingInput> inputs() throws IOException {
    List<EmbeddingInput> inputs = new ArrayList<>();
    if (texts.isPresent()) {
      List<String> lines = Files.readAllLines(texts.get());
      for (int i = 0; i < lines.size(); i++) {
        String name = "line " + (i + 1) + " of " + texts.get();
        if (!lines.get(i).isBlank()) {
          inputs.add(new EmbeddingInput(lines.get(i), List.of(), null, name));
        }
      }
    }
    for (Path file : files()) {
      EncodedImage image = new EncodedImage(Files.readAllBytes(file), false);
      inputs.add(new EmbeddingInput("", List.of(image), null, file.toString()));
    }
    return inputs;
  }

  private List<Path> files() throws IOException {
    if (images.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(images.get())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void normalize(float[] vector, String name) {
    double squares = 0;
    for (float number : vector) {
      squares += (double) number * number;
    }
    if (!(squares > 0 && Double.isFinite(squares))) {
      throw new ModelLoadFailed(
          name
              + ": the model makes no vector of it (its numbers are none, or all zero): its weights"
              + " are damaged, see model verify");
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / Math.sqrt(squares));
    }
  }
}
