package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubAccessTest {
  @TempDir Path home;

  private HubAccess of(String... variables) throws IOException {
    Map<String, String> environment = new java.util.HashMap<>(Map.of("HF_HOME", home.toString()));
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return HubAccess.of(environment);
  }

  @Test
  void withoutVariablesItIsThePublicHub() throws IOException {
    HubAccess access = of();
    assertThat(access.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(access.token()).isEmpty();
    assertThat(access.offline()).isFalse();
  }

  @Test
  void aMirrorIsAskedInstead() throws IOException {
    assertThat(of("HF_ENDPOINT", "http://mirror:8080/hf/").endpoint())
        .isEqualTo(URI.create("http://mirror:8080/hf"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "huggingface.co",
        "ftp://hub",
        "https://",
        "https://user:secret@hub",
        "https://h ub"
      })
  void whatIsNoAddressIsTold(String endpoint) {
    assertThatThrownBy(() -> of("HF_ENDPOINT", endpoint))
        .isInstanceOf(DownloadFailed.class)
        .hasMessageStartingWith("HF_ENDPOINT ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void theTokenIsTheVariablesElseTheOneOfTheFile() throws IOException {
    Files.writeString(home.resolve("token"), "hf_file\n");
    Path other = Files.writeString(home.resolve("other"), "hf_other");
    assertThat(of("HF_TOKEN", " hf_a \n").token()).contains("hf_a");
    assertThat(of("HUGGING_FACE_HUB_TOKEN", "hf_b").token()).contains("hf_b");
    assertThat(of().token()).contains("hf_file");
    assertThat(of("HF_TOKEN_PATH", other.toString()).token()).contains("hf_other");
    assertThat(of("HF_TOKEN", "hf_a", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1").token()).isEmpty();
  }

  @Test
  void aTokenIsNeverShown() throws IOException {
    assertThat(of("HF_TOKEN", "hf_secret").toString()).doesNotContain("hf_secret");
    assertThatThrownBy(() -> of("HF_TOKEN", "hf_sec ret"))
        .isInstanceOf(DownloadFailed.class)
        .hasMessageNotContaining("ret");
  }

  @Test
  void offlineIsAnyOfTheWordsForYes() throws IOException {
    assertThat(of("HF_HUB_OFFLINE", "1").offline()).isTrue();
    assertThat(of("TRANSFORMERS_OFFLINE", "yes").offline()).isTrue();
    assertThat(of("HF_HUB_OFFLINE", "0").offline()).isFalse();
  }

  @Test
  void theCacheIsWhereHuggingFacesToolsHaveIt() {
    String user = System.getProperty("user.home");
    assertThat(hub(Map.of("HF_HUB_CACHE", "~/c", "HF_HOME", "/h"))).isEqualTo(Path.of(user, "c"));
    assertThat(hub(Map.of("HUGGINGFACE_HUB_CACHE", "/old"))).isEqualTo(Path.of("/old"));
    assertThat(hub(Map.of("HF_HOME", "/h"))).isEqualTo(Path.of("/h/hub"));
    assertThat(hub(Map.of("XDG_CACHE_HOME", "/x"))).isEqualTo(Path.of("/x/huggingface/hub"));
    assertThat(hub(Map.of())).isEqualTo(Path.of(user, ".cache/huggingface/hub"));
  }

  @Test
  void variablesInAPathAreThose() {
    Map<String, String> user =
        Map.of("HOME", "/home/u", "HF_HOME", "~/$A/${B}/$C", "A", "a", "B", "$A");
    assertThat(hub(user)).isEqualTo(Path.of("/home/u/a/$A/$C/hub"));
    assertThat(hub(Map.of("HOME", "/home/u"))).isEqualTo(Path.of("/home/u/.cache/huggingface/hub"));
  }

  @Test
  void aRelativeFolderIsBelowThisOne() {
    assertThat(hub(Map.of("HF_HOME", "h"))).isEqualTo(Path.of("h/hub").toAbsolutePath());
  }

  private static Path hub(Map<String, String> environment) {
    return HubCache.of(Optional.empty(), environment).hubs().get(0);
  }

  @Test
  void theTokenGoesToTheEndpointAlone() {
    HubAccess access =
        HubFixture.direct(URI.create("https://hub.example"), Optional.of("t"), false);
    assertThat(access.isHere(URI.create("https://HUB.example:443/x"))).isTrue();
    assertThat(access.isHere(URI.create("https://hub.example:444/x"))).isFalse();
    assertThat(access.isHere(URI.create("http://hub.example/x"))).isFalse();
    assertThat(access.isHere(URI.create("https://hub.example.evil/x"))).isFalse();
  }

  @Test
  void fromHttpsNothingLeadsIntoTheClear() {
    HubAccess access =
        HubFixture.direct(URI.create("https://hub.example"), Optional.empty(), false);
    assertThat(access.mayRedirectTo(URI.create("https://cdn.example/x"))).isTrue();
    assertThat(access.mayRedirectTo(URI.create("http://cdn.example/x"))).isFalse();
    assertThat(access.mayRedirectTo(URI.create("file:///etc/passwd"))).isFalse();
    HubAccess plain = HubFixture.direct(URI.create("http://mirror"), Optional.empty(), false);
    assertThat(plain.mayRedirectTo(URI.create("http://mirror/y"))).isTrue();
    assertThat(plain.mayRedirectTo(URI.create("file:///etc/passwd"))).isFalse();
  }
}
