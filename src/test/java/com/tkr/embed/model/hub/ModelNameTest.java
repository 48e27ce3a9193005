package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @ParameterizedTest
  @CsvSource({
    "ops-7b, OpenSearch-AI/Ops-MM-embedding-v1-7B, e9179f601f9bf21d2fd20136c11eb4ae2ea42859",
    "ops-2b, OpenSearch-AI/Ops-MM-embedding-v1-2B, 69c23ac5595bb7fb3a9959df96fe155b3650c01e",
    "gme-7b, Alibaba-NLP/gme-Qwen2-VL-7B-Instruct, e54cb53a76dba4895a7a2f88fc8021f3679ed4f1",
    "gme-2b, Alibaba-NLP/gme-Qwen2-VL-2B-Instruct, 9cfa6413f704a7c1cf5064d240748e10c876b286",
    "qwen3-2b, Qwen/Qwen3-VL-Embedding-2B, 2a50926d213628c727f38025982a76f655673f54",
    "qwen3-8b, Qwen/Qwen3-VL-Embedding-8B, 418d03899aeb9d954e776dfa762006616519a914",
    "ops-7b@main, OpenSearch-AI/Ops-MM-embedding-v1-7B, main",
    "ops-2b@refs/pr/1, OpenSearch-AI/Ops-MM-embedding-v1-2B, refs/pr/1",
    "OpenSearch-AI/Ops-MM-embedding-v1-2B, OpenSearch-AI/Ops-MM-embedding-v1-2B,"
        + " 69c23ac5595bb7fb3a9959df96fe155b3650c01e",
    "Org/Name@v1.0, Org/Name, v1.0",
    "Org/Name, Org/Name, main",
  })
  void aNameIsARepositoryAndTheRevisionToFetch(String text, String repository, String revision) {
    ModelName name = ModelName.parse(text).orElseThrow();
    assertThat(name.repository()).isEqualTo(repository);
    assertThat(name.wanted()).isEqualTo(revision);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ops-8b",
        "/a/b",
        "a/b/c",
        "a/b@",
        "a/b@/c",
        "a/b@c//d",
        "../b",
        "a/..",
        "a/b@..",
        "a/b c",
        "org/na\nme",
        "https://huggingface.co/a/b",
        "a\\b"
      })
  void anythingElseIsNone(String text) {
    assertThat(ModelName.parse(text)).isEmpty();
  }

  @Test
  void aShortNameThatIsMistypedHasANearestOne() {
    assertThat(ModelName.nearestAlias("ops7b")).contains("ops-7b");
    assertThat(ModelName.nearestAlias("/srv/models/mine")).isEmpty();
  }

  @Test
  void itIsWrittenAsItIsRead() {
    ModelName name = new ModelName("Org/Name", Optional.of("v1"));
    assertThat(name).hasToString("Org/Name@v1");
    assertThat(ModelName.parse(name.toString())).contains(name);
    assertThat(name.model()).isEqualTo("Name");
  }
}
