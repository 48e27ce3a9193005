package com.tkr.embed.model.hub;

import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files of a repository that a server needs: weights as safetensors, the JSON files beside
 * them, and what tells a model of another recipe (its code, and the folders of
 * sentence-transformers' modules and of adapters).
 */
public final class ModelFiles {
  static final String INDEX = "model.safetensors.index.json";
  private static final String WHOLE = "model.safetensors";
  private static final List<String> NEEDED = List.of("config.json", "tokenizer.json");
  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "(?!.*\\.(bin|h5|msgpack)\\.index\\.json)[^/]+\\.(json|py)"
              + "|\\d+_\\w+/config\\.json|[^/]+/adapter_config\\.json");
  private static final Pattern WEIGHTS = Pattern.compile("[^/]+\\.safetensors");
  private static final Pattern SHARD = Pattern.compile("(.+-)(\\d{5})-of-(\\d{5})\\.safetensors");
  private static final int MOST_SHARDS = 10_000;

  private ModelFiles() {}

  /**
   * Of the files of a repository those that are no weights.
   *
   * @throws DownloadFailed when one is missing without which there is no model
   */
  static List<String> descriptions(Listing listing) throws DownloadFailed {
    for (String needed : NEEDED) {
      if (!listing.files().contains(needed)) {
        throw missing(listing, needed);
      }
    }
    return listing.files().stream().filter(DESCRIPTION.asMatchPredicate()).toList();
  }

  /**
   * The weights: what an index lists, else {@code model.safetensors}, else whatever there is.
   *
   * @param index the index file's content, where there is one
   */
  static List<String> weights(Listing listing, Optional<byte[]> index) throws IOException {
    List<String> weights =
        index.isPresent()
            ? shards(index.get())
            : listing.files().stream().filter(WEIGHTS.asMatchPredicate()).toList();
    if (index.isEmpty() && weights.contains(WHOLE)) {
      return List.of(WHOLE);
    }
    for (String shard : weights) {
      if (!listing.files().contains(shard)) {
        throw missing(listing, shard);
      }
    }
    if (weights.isEmpty()) {
      throw missing(listing, "safetensors file");
    }
    return weights;
  }

  private static DownloadFailed missing(Listing listing, String what) {
    String line = listing.repository() + " is no model that can be served: it has no " + what;
    return new DownloadFailed(Reason.MISSING, line);
  }

  private static List<String> shards(byte[] index) throws IOException {
    return Json.fields(Json.object(index).getOrDefault("weight_map", "")).values().stream()
        .map(String::valueOf)
        .distinct()
        .sorted()
        .toList();
  }

  /** What a checkpoint's folder lacks, in one line; empty where nothing is seen to be missing. */
  public static Optional<String> missing(Path folder) {
    for (String name : NEEDED) {
      if (!Files.isReadable(folder.resolve(name))) {
        return Optional.of("there is no " + name + " that can be read in " + folder);
      }
    }
    try {
      List<String> weights = weights(folder);
      if (weights.isEmpty()) {
        return Optional.of("there are no safetensors files in " + folder);
      }
      return expected(folder, weights)
          .filter(shard -> !weights.contains(shard))
          .findFirst()
          .map(shard -> "there is no " + shard + " in " + folder);
    } catch (IOException e) {
      return Optional.of("the files of " + folder + " cannot be read");
    }
  }

  private static List<String> weights(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isReadable)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(WEIGHTS.asMatchPredicate())
          .toList();
    }
  }

  private static Stream<String> expected(Path folder, Collection<String> weights)
      throws IOException {
    if (Files.isReadable(folder.resolve(INDEX))) {
      return shards(Files.readAllBytes(folder.resolve(INDEX))).stream();
    }
    return weights.stream().flatMap(ModelFiles::siblings);
  }

  /** All shards of a file that says how many there are. */
  private static Stream<String> siblings(String weights) {
    Matcher shard = SHARD.matcher(weights);
    if (!shard.matches() || Integer.parseInt(shard.group(3)) > MOST_SHARDS) {
      return Stream.empty();
    }
    return IntStream.rangeClosed(1, Integer.parseInt(shard.group(3)))
        .mapToObj(
            "%s%%05d-of-%s.safetensors".formatted(shard.group(1).replace("%", "%%"), shard.group(3))
                ::formatted);
  }
}
