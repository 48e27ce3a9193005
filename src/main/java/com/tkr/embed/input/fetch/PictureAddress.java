package com.tkr.embed.input.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Which addresses are asked at all, before anything is looked up. */
final class PictureAddress {
  private PictureAddress() {}

  /**
   * An address as it may be asked: http or https, with a host that is allowed, without user and
   * password.
   */
  static URI of(String text, FetchLimits limits) throws FetchFailed {
    return checked(parsed(text), limits);
  }

  /** The address that a redirect leads to, of which the same holds. */
  static URI redirected(URI from, String location, FetchLimits limits) throws FetchFailed {
    return checked(from.resolve(parsed(location)), limits);
  }

  private static URI parsed(String text) throws FetchFailed {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw FetchFailed.because("is at no valid address");
    }
  }

  private static URI checked(URI uri, FetchLimits limits) throws FetchFailed {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw FetchFailed.because("is at an address other than http or https");
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw FetchFailed.because("is at no valid address");
    }
    if (uri.getRawUserInfo() != null) {
      throw FetchFailed.because("is at an address with a user, which is not sent");
    }
    if (!limits.allows(uri.getHost().toLowerCase(Locale.ROOT))) {
      throw FetchFailed.because("is at a host that this server does not fetch from");
    }
    return uri;
  }
}
