package com.tkr.embed.config.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * What came of one path, as one process tells it to another.
 *
 * @param failure why nothing did, in one line; else empty
 * @param vectors one for each input
 * @param speed what was measured
 * @param peakBytes memory of the process at its peak; 0 where the system does not tell
 * @param engine quantisation in force and MLX's version
 */
public record SelfTestResult(
    String failure, List<float[]> vectors, Speed speed, long peakBytes, String engine) {
  /**
   * Speeds; 0 for what was not measured.
   *
   * @param tokens of texts, a second
   * @param images a second
   * @param readySeconds from the folder to the first vector
   */
  public record Speed(double tokens, double images, double readySeconds) {
    public static final Speed NONE = new Speed(0, 0, 0);
  }

  /** No vectors, and why; of that the first line. */
  public static SelfTestResult failed(String why) {
    String line = why.lines().findFirst().orElse("no reason given");
    return new SelfTestResult(line, List.of(), Speed.NONE, 0, "");
  }

  /** For another process to read. */
  public void write(Path file) throws IOException {
    Properties fields = new Properties();
    fields.setProperty("failure", failure);
    fields.setProperty("tokens", String.valueOf(speed.tokens()));
    fields.setProperty("images", String.valueOf(speed.images()));
    fields.setProperty("ready", String.valueOf(speed.readySeconds()));
    fields.setProperty("peak", String.valueOf(peakBytes));
    fields.setProperty("engine", engine);
    for (int i = 0; i < vectors.size(); i++) {
      fields.setProperty("vector." + i, text(vectors.get(i)));
    }
    try (Writer writer = Files.newBufferedWriter(file)) {
      fields.store(writer, null);
    }
  }

  /** What another process has written. */
  static SelfTestResult read(Path file) throws IOException {
    Properties fields = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      fields.load(reader);
    }
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; fields.containsKey("vector." + i); i++) {
      vectors.add(vector(fields.getProperty("vector." + i)));
    }
    Speed speed =
        new Speed(number(fields, "tokens"), number(fields, "images"), number(fields, "ready"));
    return new SelfTestResult(
        fields.getProperty("failure", ""),
        vectors,
        speed,
        (long) number(fields, "peak"),
        fields.getProperty("engine", ""));
  }

  private static double number(Properties fields, String name) {
    return Double.parseDouble(fields.getProperty(name, "0"));
  }

  private static String text(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static float[] vector(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(vector);
    return vector;
  }

  /**
   * The least cosine of any input to the same of another path; NaN where a vector is missing or
   * holds one.
   */
  public double leastCosine(SelfTestResult reference) {
    if (vectors.size() != reference.vectors().size()) {
      return Double.NaN;
    }
    double least = 1;
    for (int i = 0; i < vectors.size(); i++) {
      // Math.min keeps a NaN
      least = Math.min(least, cosine(vectors.get(i), reference.vectors().get(i)));
    }
    return least;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double squares = 0;
    double others = 0;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      dot += (double) a[i] * b[i];
      squares += (double) a[i] * a[i];
      others += (double) b[i] * b[i];
    }
    return a.length == b.length ? dot / Math.sqrt(squares * others) : Double.NaN;
  }
}
