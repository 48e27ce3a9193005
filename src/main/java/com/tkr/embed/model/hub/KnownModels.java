package com.tkr.embed.model.hub;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The models that have a short name. */
public final class KnownModels {
  /**
   * One of them.
   *
   * @param alias what stands for it
   * @param repository its name on the hub
   * @param commit its revision
   * @param profile the name of the profile by which vectors are made of it
   * @param weights how many there are
   */
  public record Known(
      String alias, String repository, String commit, String profile, WeightCount weights) {}

  private static final String OPS = "Ops-MM-embedding-v1";
  private static final String GME = "GME-Qwen2-VL";
  private static final String QWEN3 = "Qwen3-VL-Embedding";
  private static final String QWEN3_RERANKER = "Qwen3-VL-Reranker";

  private static final WeightCount QWEN2_7B = new WeightCount(676_092_416L, 7_070_285_824L);
  private static final WeightCount QWEN2_2B = new WeightCount(665_416_192L, 1_543_569_408L);
  private static final WeightCount QWEN3_8B = new WeightCount(576_696_560L, 7_568_097_280L);
  private static final WeightCount QWEN3_2B = new WeightCount(407_080_960L, 1_720_451_072L);

  /** Its embedding table is its head too, of which two rows are read as they are stored. */
  private static final WeightCount QWEN3_RERANKER_2B =
      new WeightCount(718_245_888L, 1_409_286_144L);

  private static final List<Known> ALL =
      List.of(
          new Known(
              "ops-7b",
              "OpenSearch-AI/Ops-MM-embedding-v1-7B",
              "e9179f601f9bf21d2fd20136c11eb4ae2ea42859",
              OPS,
              QWEN2_7B),
          new Known(
              "ops-2b",
              "OpenSearch-AI/Ops-MM-embedding-v1-2B",
              "69c23ac5595bb7fb3a9959df96fe155b3650c01e",
              OPS,
              QWEN2_2B),
          new Known(
              "gme-7b",
              "Alibaba-NLP/gme-Qwen2-VL-7B-Instruct",
              "e54cb53a76dba4895a7a2f88fc8021f3679ed4f1",
              GME,
              QWEN2_7B),
          new Known(
              "gme-2b",
              "Alibaba-NLP/gme-Qwen2-VL-2B-Instruct",
              "9cfa6413f704a7c1cf5064d240748e10c876b286",
              GME,
              QWEN2_2B),
          new Known(
              "qwen3-2b",
              "Qwen/Qwen3-VL-Embedding-2B",
              "2a50926d213628c727f38025982a76f655673f54",
              QWEN3,
              QWEN3_2B),
          new Known(
              "qwen3-8b",
              "Qwen/Qwen3-VL-Embedding-8B",
              "418d03899aeb9d954e776dfa762006616519a914",
              QWEN3,
              QWEN3_8B),
          new Known(
              "qwen3-reranker-2b",
              "Qwen/Qwen3-VL-Reranker-2B",
              "4bd860ac4f15ad1897a214615cccc700f8f71818",
              QWEN3_RERANKER,
              QWEN3_RERANKER_2B),
          new Known(
              "qwen3-reranker-8b",
              "Qwen/Qwen3-VL-Reranker-8B",
              "b212dc8c91a8164aef1ea2de9c1a867611e75c04",
              QWEN3_RERANKER,
              QWEN3_8B));

  private KnownModels() {}

  /** All of them. */
  public static List<Known> all() {
    return ALL;
  }

  static List<String> aliases() {
    return ALL.stream().map(Known::alias).toList();
  }

  /** The name on the hub that an alias stands for. */
  static Optional<String> repository(String alias) {
    return find(known -> known.alias().equals(alias)).map(Known::repository);
  }

  /** The commit that a repository is pinned to; empty where it is not. */
  static Optional<String> commit(String repository) {
    return find(known -> known.repository().equals(repository)).map(Known::commit);
  }

  /** The name of the profile by which vectors are made of a repository's model. */
  static Optional<String> profile(String repository) {
    return find(known -> known.repository().equals(repository)).map(Known::profile);
  }

  private static Optional<Known> find(Predicate<Known> which) {
    return ALL.stream().filter(which).findFirst();
  }
}
