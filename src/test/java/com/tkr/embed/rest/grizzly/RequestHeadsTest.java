package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.auth.ClientAddress;
import com.tkr.embed.security.auth.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadsTest {
  private static final String PROXY = "10.0.0.1";

  @ParameterizedTest
  @CsvSource({
    "'203.0.113.7',203.0.113.7",
    "'198.51.100.1, 203.0.113.7',203.0.113.7",
    "'203.0.113.7, 10.0.0.2',203.0.113.7",
    "'10.0.0.3, 10.0.0.2',10.0.0.3",
    "'evil, 10.0.0.2',10.0.0.2",
    "'evil',10.0.0.1",
    "'203.0.113.7:4711',203.0.113.7",
    "'[2001:db8::7]:4711',2001:db8::7",
    "'2001:db8::7',2001:db8::7"
  })
  void the_nearest_address_that_no_trusted_proxy_has_is_the_clients(String told, String client) {
    ClientAddress found =
        new HeadRequest(PROXY).with("X-Forwarded-For", told).contextAt("10.0.0.0/8").client();
    assertThat(found.address()).isEqualTo(client);
    assertThat(found.local()).isFalse();
  }

  @Test
  void several_headers_are_one_list() {
    HeadRequest request = new HeadRequest(PROXY).with("X-Forwarded-For", "1.1.1.1", "2.2.2.2");
    assertThat(request.contextAt(PROXY).client().address()).isEqualTo("2.2.2.2");
  }

  @ParameterizedTest
  @CsvSource({
    "https,true",
    "HTTPS,true",
    "http,false",
    "'http, https',true",
    "'https, http',false"
  })
  void a_trusted_proxy_says_whether_it_was_asked_by_tls(String scheme, boolean secure) {
    HeadRequest request =
        new HeadRequest(PROXY).with("X-Forwarded-For", "1.1.1.1").with("X-Forwarded-Proto", scheme);
    assertThat(request.contextAt(PROXY).client().secure()).isEqualTo(secure);
  }

  @Test
  void the_standard_header_is_read_where_there_is_no_other() {
    HeadRequest request =
        new HeadRequest(PROXY)
            .with("Forwarded", "for=9.9.9.9, For=\"[2001:db8::7]:80\";Proto=https;by=_x");
    assertThat(request.contextAt(PROXY).client())
        .isEqualTo(new ClientAddress("2001:db8::7", true, false));
  }

  @Test
  void anyone_else_is_believed_nothing() {
    HeadRequest request =
        new HeadRequest("203.0.113.50")
            .with("X-Forwarded-For", "127.0.0.1")
            .with("X-Forwarded-Proto", "https")
            .with("Forwarded", "for=127.0.0.1;proto=https");
    assertThat(request.contextAt(PROXY).client())
        .isEqualTo(new ClientAddress("203.0.113.50", false, false));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,Host,localhost:8000,true",
    "127.0.0.1,Host,127.0.0.1,true",
    "0:0:0:0:0:0:0:1,Host,[::1]:8000,true",
    "127.0.0.1,Host,rebound.example:8000,false",
    "127.0.0.1,Host,localhost.example,false",
    "192.168.0.5,Host,localhost:8000,false",
    "127.0.0.1,X-Forwarded-For,1.1.1.1,false",
    "127.0.0.1,Forwarded,for=1.1.1.1,false",
    "127.0.0.1,Via,1.1 proxy,false",
    "127.0.0.1,Origin,https://evil.example,false",
    "127.0.0.1,Origin,http://localhost:3000,false",
    "127.0.0.1,Origin,http://localhost:8000,true",
    "127.0.0.1,Origin,null,false",
    "127.0.0.1,Sec-Fetch-Site,cross-site,false",
    "127.0.0.1,Sec-Fetch-Site,same-origin,true"
  })
  void only_a_person_at_this_machine_is_local(
      String peer, String header, String value, boolean local) {
    assertThat(new HeadRequest(peer).with(header, value).contextAt().client().local())
        .isEqualTo(local);
  }

  @Test
  void every_credential_is_kept_and_none_is_told() {
    Credentials credentials =
        new HeadRequest("1.1.1.1")
            .with("X-API-Key", "first", "second")
            .with("Authorization", "Bearer third")
            .contextAt()
            .credentials();
    assertThat(credentials.apiKeys()).containsExactly("first", "second");
    assertThat(credentials.authorizations()).containsExactly("Bearer third");
    assertThat(credentials.toString()).doesNotContain("first", "second", "third");
  }

  @Test
  void a_request_without_credentials_has_none() {
    assertThat(new HeadRequest("1.1.1.1").contextAt().credentials()).isSameAs(Credentials.NONE);
  }
}
