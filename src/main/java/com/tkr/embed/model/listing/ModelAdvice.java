package com.tkr.embed.model.listing;

import com.tkr.embed.model.hub.ByteCount;
import com.tkr.embed.model.hub.KnownModels;
import com.tkr.embed.model.hub.KnownModels.Known;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of the known models suit a machine, and at which precision: that which {@code
 * EMBEDDING_QUANTIZATION=auto} takes there, the finest whose weights take two fifths of the memory
 * at most. Weights of more than four fifths are refused (native {@code checkpoint/
 * quantization_choice.cpp}, whose rules these are).
 *
 * @param memory bytes of the machine, or of its container, or of those what Metal lends
 * @param gpu whether MLX has one here, which shares that memory
 */
public record ModelAdvice(long memory, boolean gpu) {
  private static final List<Integer> BITS = List.of(16, 8, 4);
  private static final String LINE = "%-17s %-38s %-5s %8s  %s";

  /** Of those that were trained for what most people want, the best first. */
  private static final List<String> BEST = List.of("qwen3-8b", "qwen3-2b");

  private static final double GIGABYTE = 1e9;
  private static final long LARGE = 20_000_000_000L;
  private static final long MOST_OF_TWO_THIRDS = 36L << 30;

  /** For this machine. */
  public static ModelAdvice here() {
    boolean apple =
        System.getProperty("os.name").startsWith("Mac")
            && System.getProperty("os.arch").equals("aarch64");
    long memory = MachineMemory.bytes();
    return new ModelAdvice(apple ? lent(memory) : memory, apple);
  }

  /**
   * Of so many bytes of an Apple machine, those that Metal lends a process: two thirds, and from 36
   * GiB on three quarters. What the device itself says ({@code recommendedMaxWorkingSetSize}), and
   * the engine goes by, is only known where it is open.
   */
  static long lent(long memory) {
    return memory < MOST_OF_TWO_THIRDS ? memory / 3 * 2 : memory / 4 * 3;
  }

  /**
   * The one to begin with: the larger one where a GPU makes it quick and there is room; empty where
   * none fits.
   */
  Optional<Known> recommended() {
    return BEST.stream()
        .skip(gpu && memory >= LARGE ? 0 : 1)
        .flatMap(alias -> all().filter(known -> known.alias().equals(alias)))
        .filter(this::fits)
        .findFirst();
  }

  /** A table for people. */
  public Stream<String> lines() {
    String title =
        "Known models, as EMBEDDING_QUANTIZATION=auto takes them with %.1f GB of memory%s:"
            .formatted(memory / GIGABYTE, gpu ? ", which Metal lends" : "");
    return Stream.concat(Stream.of(title), all().map(this::line));
  }

  /** The same for programs. */
  public List<Map<String, Object>> rows() {
    return all().map(this::row).toList();
  }

  private static Stream<Known> all() {
    return KnownModels.all().stream();
  }

  private int bits(Known known) {
    return BITS.stream()
        .filter(bits -> known.weights().bytes(bits) / 2 * 5 <= memory)
        .findFirst()
        .orElse(4);
  }

  private boolean fits(Known known) {
    return known.weights().bytes(bits(known)) / 4 * 5 <= memory;
  }

  private static String precision(int bits) {
    return bits == 16 ? "none" : "q" + bits;
  }

  private String line(Known known) {
    int bits = bits(known);
    String bytes = ByteCount.of(known.weights().bytes(bits));
    return LINE.formatted(known.alias(), known.repository(), precision(bits), bytes, remark(known))
        .stripTrailing();
  }

  private String remark(Known known) {
    if (!fits(known)) {
      return "does not fit";
    }
    return recommended().filter(known::equals).isPresent() ? "begin with this one" : "";
  }

  private Map<String, Object> row(Known known) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("alias", known.alias());
    row.put("model", known.repository());
    row.put("quantization", precision(bits(known)));
    row.put("bytes", known.weights().bytes(bits(known)));
    row.put("fits", fits(known));
    row.put("recommended", recommended().filter(known::equals).isPresent());
    return row;
  }
}
