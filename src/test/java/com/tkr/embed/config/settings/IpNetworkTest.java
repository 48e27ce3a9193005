package com.tkr.embed.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.7/31, 10.0.0.6, true",
    "10.0.0.7/31, 10.0.0.8, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 255.1.2.3, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "::/0, 1.2.3.4, false",
    "::/0, ffff::, true",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false"
  })
  void a_network_holds_what_shares_its_bits(String network, String address, boolean inside) {
    assertThat(
            IpNetwork.of(network).orElseThrow().contains(IpNetwork.address(address).orElseThrow()))
        .isEqualTo(inside);
  }

  /** The resolver would look names up, and takes some of these for addresses. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "localhost",
        "dead.beef",
        "1",
        "127.1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.1000",
        "256.1.1.1",
        "0x7f.0.0.1",
        "::1%lo",
        "[::1]",
        "1:2",
        "g::1",
        "1.2.3.4 ",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "::/129",
        "/8",
        "\u0661.1.1.1",
        "1111:1111:1111:1111:1111:1111:1111:1111:1111:1111"
      })
  void what_is_no_literal_is_no_network(String text) {
    assertThat(IpNetwork.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.9.9.9, true",
    "::1, true",
    "0:0:0:0:0:0:0:1, true",
    "127.evil.example, false",
    "10.0.0.1, false",
    "::2, false"
  })
  void loopback_addresses_are_this_machines(String text, boolean loopback) {
    assertThat(IpNetwork.isLoopback(text)).isEqualTo(loopback);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
    "fe80::1%eth0, fe80000000000000/64",
    "not an address, not an address"
  })
  void a_subscriber_is_an_address_or_a_network(String text, String subscriber) {
    assertThat(IpNetwork.subscriber(text)).isEqualTo(subscriber);
  }
}
