package com.tkr.embed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of {@code ./deploy.sh bench serving}. */
final class ServingBench {
  private static final List<String> PARTS =
      List.of("--cached", "--batching", "--overhead", "--overload", "--fairness", "--slow");

  private final List<String> parts = new ArrayList<>();
  private Pace pace = Pace.FULL;
  private String model;
  private int soakMinutes;

  private ServingBench() {}

  public static void main(String[] arguments) throws IOException {
    ServingBench bench = new ServingBench();
    if (!bench.read(new ArrayList<>(List.of(arguments)))) {
      System.err.print(Files.readString(Path.of("src", "bench", "usage.txt")));
      System.exit(2);
    }
    // the generator's event loops would keep the process
    System.exit(bench.run() ? 0 : 1);
  }

  private boolean read(List<String> words) {
    while (!words.isEmpty()) {
      String word = words.remove(0);
      if (word.equals("--quick")) {
        pace = Pace.QUICK;
      } else if (word.equals("--model") && !words.isEmpty()) {
        model = words.remove(0);
      } else if (word.equals("--soak") && !words.isEmpty() && words.get(0).matches("[1-9]\\d*")) {
        soakMinutes = Integer.parseInt(words.remove(0));
        parts.add(word);
      } else if (PARTS.contains(word)) {
        parts.add(word);
      } else {
        return false;
      }
    }
    if (parts.isEmpty()) {
      parts.addAll(PARTS);
    }
    return true;
  }

  /** Runs every part, the rest after one that failed too; whether none did. */
  private boolean run() {
    boolean whole = true;
    try (Report report = new Report(Path.of("target", "bench", "serving.txt"))) {
      for (String part : parts) {
        try {
          run(part, new Setting(report, pace, model));
        } catch (IOException | RuntimeException e) {
          report.row("FAILED", e.toString());
          e.printStackTrace();
          whole = false;
        }
      }
    }
    return whole;
  }

  private void run(String part, Setting setting) throws IOException {
    switch (part) {
      case "--soak" -> Soak.run(setting, soakMinutes);
      case "--cached" -> CachedAnswers.run(setting);
      case "--batching" -> Batching.run(setting);
      case "--overhead" -> OwnOverhead.run(setting);
      case "--overload" -> Overload.run(setting);
      case "--fairness" -> Fairness.run(setting);
      case "--slow" -> SlowClients.run(setting);
      default -> throw new IllegalArgumentException(part);
    }
  }
}
