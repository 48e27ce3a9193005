package com.tkr.embed.rest.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.config.settings.IpNetwork;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.255.0.1,true",
    "10.0.0.0/8,11.0.0.1,false",
    "10.1.2.3,10.1.2.3,true",
    "10.1.2.3,10.1.2.4,false",
    "192.168.5.0/23,192.168.4.7,true",
    "192.168.5.0/23,192.168.6.7,false",
    "0.0.0.0/0,8.8.8.8,true",
    "fd00::/8,fd12::1,true",
    "fd00::/8,fe80::1,false",
    "::1,0:0:0:0:0:0:0:1,true",
    "10.0.0.0/8,::ffff:10.0.0.1,true",
    "10.0.0.0/8,localhost,false",
    "0.0.0.0/0,::1,false"
  })
  void an_address_is_in_its_range_or_not(String block, String address, boolean inside) {
    assertThat(at("203.0.113.9", block).contains(address)).isEqualTo(inside);
  }

  static TrustedProxies at(String... networks) {
    return new TrustedProxies(
        Stream.of(networks).map(text -> IpNetwork.of(text).orElseThrow()).toList());
  }
}
