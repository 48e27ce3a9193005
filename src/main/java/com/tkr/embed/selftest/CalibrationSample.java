package com.tkr.embed.selftest;

import com.tkr.embed.input.EmbeddingInput;
import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.input.InputPreparer;
import com.tkr.embed.input.InvalidInput;
import com.tkr.embed.model.EmbeddingModel;
import com.tkr.embed.model.ModelInput;
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

  /** The vectors of all, of unit length. */
  List<float[]> vectors(EmbeddingModel model, InputPreparer preparer) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    List<ModelInput> batch = new ArrayList<>();
    for (EmbeddingInput input : inputs()) {
      batch.add(prepared(input, preparer));
      if (batch.size() == BATCH) {
        vectors.addAll(model.embed(batch).pooled());
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      vectors.addAll(model.embed(batch).pooled());
    }
    vectors.forEach(CalibrationSample::normalize);
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
      Files.readAllLines(texts.get()).stream()
          .filter(line -> !line.isBlank())
          .forEach(line -> inputs.add(new EmbeddingInput(line, List.of(), null, "a text")));
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

  private static void normalize(float[] vector) {
    double squares = 0;
    for (float number : vector) {
      squares += (double) number * number;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / Math.sqrt(squares));
    }
  }
}
