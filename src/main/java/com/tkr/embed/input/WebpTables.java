package com.tkr.embed.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Probabilities, quantizers and distances of WebP's codings, as {@code webp-tables.txt} has them.
 */
final class WebpTables {
  static final int BLOCK_TYPES = 4;
  static final int BANDS = 8;
  static final int CONTEXTS = 3;
  static final int TOKEN_PROBS = 11;
  static final int MODES = 10;

  private static final Map<String, int[]> TABLES = read("webp-tables.txt");

  /** Index: {@link #coefficientProbs}. */
  static final int[] COEFFICIENT_PROBS = table("coefficient_probs");

  /** Index: {@link #coefficientProbs}. */
  static final int[] COEFFICIENT_UPDATE_PROBS = table("coefficient_update_probs");

  /** Index: ((mode above) * 10 + mode to the left) * 9. */
  static final int[] SUB_BLOCK_MODE_PROBS = table("sub_block_mode_probs");

  static final int[] DC_QUANT = table("dc_quant");
  static final int[] AC_QUANT = table("ac_quant");

  /** By distance code: 16 times rows up plus 8 minus columns left. */
  static final int[] NEAR_PIXELS = table("near_pixels");

  private WebpTables() {}

  /** Where the 11 probabilities of a block type, band and context begin. */
  static int coefficientProbs(int type, int band, int context) {
    return ((type * BANDS + band) * CONTEXTS + context) * TOKEN_PROBS;
  }

  private static int[] table(String name) {
    return TABLES.get(name);
  }

  private static Map<String, int[]> read(String resource) {
    Map<String, List<Integer>> tables = new HashMap<>();
    try (InputStream in = WebpTables.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      List<Integer> table = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (Character.isLetter(line.charAt(0))) {
          table = tables.computeIfAbsent(line, name -> new ArrayList<>());
        } else if (line.charAt(0) != '#') {
          Arrays.stream(line.split(" ")).map(Integer::valueOf).forEach(table::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, int[]> flat = new HashMap<>();
    tables.forEach((name, v) -> flat.put(name, v.stream().mapToInt(Integer::intValue).toArray()));
    return flat;
  }
}
