package com.tkr.embed.input.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a host up, once for each connection, and hands out addresses to connect to only where all
 * of them may be reached: what was checked is what is connected to, whatever the name's server says
 * the next time.
 */
final class CheckedResolver implements DnsResolver {
  private final Lookup lookup;
  private final Predicate<InetAddress> reachable;

  /** All addresses of a name or a literal. */
  interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  CheckedResolver(Lookup lookup, Predicate<InetAddress> reachable) {
    this.lookup = lookup;
    this.reachable = reachable;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookup.all(host);
    if (addresses.length == 0 || !Arrays.stream(addresses).allMatch(reachable)) {
      throw new UnknownHostException("not reachable");
    }
    return addresses;
  }

  /** Nobody needs it: a name's other name proves nothing. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
