package com.tkr.embed.model.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy of each address, by the variables that other tools read too: HTTPS_PROXY, HTTP_PROXY
 * and ALL_PROXY name a proxy ({@code http://host:port}), NO_PROXY the hosts that are asked
 * directly, with commas between them: a host with all below it, one with a port, or {@code *} for
 * all. In lower case, which goes first, or in upper case. A machine's own addresses are asked
 * directly.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final Optional<InetSocketAddress> http;
  private final Optional<InetSocketAddress> https;
  private final List<String> direct;

  private EnvironmentProxies(Map<String, String> environment) throws DownloadFailed {
    http = proxy(environment, "HTTP_PROXY");
    https = proxy(environment, "HTTPS_PROXY");
    direct = Stream.of(value(environment, "NO_PROXY").orElse("").split("[,\\s]+")).toList();
  }

  /**
   * Those of the variables; where none is set, those of Java's properties ({@code
   * https.proxyHost}).
   *
   * @throws DownloadFailed when one names no proxy that we can use
   */
  static ProxySelector of(Map<String, String> environment) throws DownloadFailed {
    EnvironmentProxies proxies = new EnvironmentProxies(environment);
    boolean any = proxies.http.isPresent() || proxies.https.isPresent();
    return any ? proxies : ProxySelector.getDefault();
  }

  private static Optional<String> value(Map<String, String> environment, String variable) {
    return HubAccess.value(environment, variable.toLowerCase(Locale.ROOT), variable);
  }

  private static Optional<InetSocketAddress> proxy(Map<String, String> environment, String variable)
      throws DownloadFailed {
    String named = value(environment, variable).isPresent() ? variable : "ALL_PROXY";
    Optional<String> text = value(environment, named);
    return text.isEmpty() ? Optional.empty() : Optional.of(address(named, text.get()));
  }

  /** The text may hold a password: it is not repeated. */
  private static InetSocketAddress address(String variable, String text) throws DownloadFailed {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      boolean plain = "http".equalsIgnoreCase(uri.getScheme()) && uri.getUserInfo() == null;
      if (plain && uri.getHost() != null) {
        int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
        return InetSocketAddress.createUnresolved(uri.getHost(), port);
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // told below
    }
    throw new DownloadFailed(
        DownloadFailed.Reason.MISCONFIGURED,
        variable
            + " names no proxy that can be used: expected http://host:port, without a user or a"
            + " password");
  }

  @Override
  public List<Proxy> select(URI uri) {
    boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
    Optional<InetSocketAddress> proxy = encrypted ? https : http;
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    int known = encrypted ? HTTPS_PORT : HTTP_PORT;
    int port = uri.getPort() < 0 ? known : uri.getPort();
    return proxy
        .filter(named -> !isDirect(host, port))
        .map(named -> List.of(new Proxy(Proxy.Type.HTTP, named)))
        .orElse(DIRECT);
  }

  private boolean isDirect(String host, int port) {
    boolean own = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return own || direct.stream().anyMatch(entry -> covers(entry, host, port));
  }

  /** {@code example.org} and {@code .example.org} cover {@code hub.example.org} too. */
  private static boolean covers(String entry, String host, int port) {
    String suffix = ":" + port;
    String name =
        entry.endsWith(suffix) ? entry.substring(0, entry.length() - suffix.length()) : entry;
    String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
    return entry.equals("*") || !bare.isEmpty() && (host.equals(bare) || host.endsWith("." + bare));
  }

  /** The download tells it, and tries again. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
