package com.tkr.embed.model.conversion;

import com.tkr.embed.model.hub.DownloadMeter;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that converts a folder: {@code ROOT SOURCE PAUSE}. Prints a word when it begins, then
 * the result or its failure.
 */
final class ConvertingProcess {
  private ConvertingProcess() {}

  public static void main(String[] words) throws InterruptedException {
    System.out.println("begins");
    ConvertedModels models = new ConvertedModels(Path.of(words[0]));
    SlowConverter converter = new SlowConverter(Long.parseLong(words[2]));
    try {
      System.out.println(
          new Conversion(models, Path.of(words[1]), converter, new DownloadMeter()).get());
      System.out.println(converter.done());
    } catch (ConversionFailed e) {
      System.out.println(e.reason() + " " + e.getMessage());
    }
  }

  static List<String> command(Path root, Path source, long pauseMillis) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        ConvertingProcess.class.getName(),
        root.toString(),
        source.toString(),
        String.valueOf(pauseMillis));
  }
}
