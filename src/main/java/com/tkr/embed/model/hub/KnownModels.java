package com.tkr.embed.model.hub;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The models that have a short name. */
final class KnownModels {
  /**
   * One of them.
   *
   * @param alias what stands for it
   * @param repository its name on the hub
   * @param commit the revision that was tried; empty where none is settled
   */
  record Known(String alias, String repository, Optional<String> commit) {}

  private static final List<Known> ALL =
      List.of(
          new Known(
              "ops-7b",
              "OpenSearch-AI/Ops-MM-embedding-v1-7B",
              Optional.of("e9179f601f9bf21d2fd20136c11eb4ae2ea42859")),
          new Known(
              "ops-2b",
              "OpenSearch-AI/Ops-MM-embedding-v1-2B",
              Optional.of("69c23ac5595bb7fb3a9959df96fe155b3650c01e")),
          new Known("gme-7b", "Alibaba-NLP/gme-Qwen2-VL-7B-Instruct", Optional.empty()),
          new Known("gme-2b", "Alibaba-NLP/gme-Qwen2-VL-2B-Instruct", Optional.empty()));

  private KnownModels() {}

  static List<String> aliases() {
    return ALL.stream().map(Known::alias).toList();
  }

  /** The name on the hub that an alias stands for. */
  static Optional<String> repository(String alias) {
    return find(known -> known.alias().equals(alias)).map(Known::repository);
  }

  /** The commit that a repository is pinned to. */
  static Optional<String> commit(String repository) {
    return find(known -> known.repository().equals(repository)).flatMap(Known::commit);
  }

  private static Optional<Known> find(Predicate<Known> which) {
    return ALL.stream().filter(which).findFirst();
  }
}
