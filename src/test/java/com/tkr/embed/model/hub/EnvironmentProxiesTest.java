package com.tkr.embed.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
  private static final Map<String, String> BOTH =
      Map.of(
          "HTTPS_PROXY", "http://proxy.example:3128",
          "http_proxy", "plain.example",
          "NO_PROXY", "mirror.example, .intern.example *.star.example 10.1.2.3,odd.example:8443");

  private static String proxy(Map<String, String> environment, String address) throws Exception {
    return EnvironmentProxies.of(environment).select(URI.create(address)).get(0).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "https://huggingface.co/a, proxy.example/<unresolved>:3128",
    "http://huggingface.co/a, plain.example/<unresolved>:80",
    "https://mirror.example/a, DIRECT",
    "https://eu.mirror.example/a, DIRECT",
    "https://notmirror.example/a, proxy.example",
    "https://intern.example/a, DIRECT",
    "https://a.b.intern.example/a, DIRECT",
    "https://a.star.example/a, DIRECT",
    "https://10.1.2.3/a, DIRECT",
    "https://10.1.2.33/a, proxy.example",
    "https://odd.example/a, proxy.example",
    "https://odd.example:8443/a, DIRECT",
    "http://localhost:8080/a, DIRECT",
    "http://127.0.0.1:8080/a, DIRECT",
    "https://[::1]/a, DIRECT",
    "https://MIRROR.example/a, DIRECT",
  })
  void each_address_has_its_own(String address, String proxy) throws Exception {
    assertThat(proxy(BOTH, address)).contains(proxy);
  }

  @Test
  void one_proxy_may_be_for_all_and_no_host_for_any() throws Exception {
    assertThat(proxy(Map.of("ALL_PROXY", "all.example:1"), "https://a.example"))
        .contains("all.example");
    assertThat(proxy(Map.of("https_proxy", "a", "HTTPS_PROXY", "b"), "https://x.example"))
        .contains("a/<unresolved>");
    assertThat(proxy(Map.of("HTTPS_PROXY", "a", "no_proxy", "*"), "https://x.example"))
        .isEqualTo("DIRECT");
  }

  @Test
  void without_variables_it_is_javas_own() throws Exception {
    assertThat(EnvironmentProxies.of(Map.of("NO_PROXY", "a"))).isSameAs(ProxySelector.getDefault());
    assertThat(EnvironmentProxies.of(Map.of("HTTPS_PROXY", " ")))
        .isSameAs(ProxySelector.getDefault());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://proxy.example:3128", "socks5://p:1", "http://user:secret@p:1", "http://"})
  void what_cannot_be_used_is_refused_without_its_password(String proxy) {
    assertThatThrownBy(() -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", proxy)))
        .isInstanceOf(DownloadFailed.class)
        .hasMessageStartingWith("HTTPS_PROXY names no proxy")
        .hasMessageNotContaining("secret");
  }

  @Test
  void the_hub_is_asked_through_it() throws Exception {
    HubAccess access =
        HubAccess.of(Map.of("HF_ENDPOINT", "http://hub.example", "HTTP_PROXY", "p.example:3128"));
    assertThat(access.proxies().select(URI.create("http://hub.example/a")).get(0).toString())
        .contains("p.example");
  }
}
