package com.tkr.embed.model.hub;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which hub is asked, and as whom: by the variables of huggingface_hub ("Environment variables").
 *
 * @param endpoint without a slash at its end
 * @param token what the hub knows the user by
 * @param offline whether it must not be asked
 * @param proxies through which proxy each address is asked
 */
record HubAccess(URI endpoint, Optional<String> token, boolean offline, ProxySelector proxies) {
  private static final String HUB = "https://huggingface.co";
  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)\\})");

  /**
   * As the process's variables say: HF_ENDPOINT; HF_TOKEN, HUGGING_FACE_HUB_TOKEN or the file of
   * HF_TOKEN_PATH, by default the one that {@code hf auth login} writes; HF_HUB_OFFLINE,
   * TRANSFORMERS_OFFLINE; and those of {@link EnvironmentProxies}.
   *
   * @throws DownloadFailed when one of them makes no sense
   */
  static HubAccess of(Map<String, String> environment) throws DownloadFailed {
    return new HubAccess(
        endpoint(environment),
        token(environment),
        isOffline(environment),
        EnvironmentProxies.of(environment));
  }

  static boolean isOffline(Map<String, String> environment) {
    return value(environment, "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
        .filter(HubAccess::on)
        .isPresent();
  }

  /** The folder of Hugging Face's tools: HF_HOME, else below XDG_CACHE_HOME or ~/.cache. */
  static Path home(Map<String, String> environment) {
    String text =
        value(environment, "HF_HOME")
            .or(() -> value(environment, "XDG_CACHE_HOME").map(cache -> cache + "/huggingface"))
            .orElse("~/.cache/huggingface");
    return path(text, environment);
  }

  /** The first of some variables that is set to something. */
  static Optional<String> value(Map<String, String> environment, String... variables) {
    return Stream.of(variables)
        .map(variable -> environment.getOrDefault(variable, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** A path, whose {@code ~} is the user's home. */
  static Path path(String text) {
    return path(text, Map.of());
  }

  /** A path as Hugging Face's tools read it: {@code ~} is HOME, {@code $NAME} that variable. */
  static Path path(String text, Map<String, String> environment) {
    boolean home = text.equals("~") || text.startsWith("~/");
    String user = value(environment, "HOME").orElseGet(() -> System.getProperty("user.home"));
    return Path.of(expanded(home ? user + text.substring(1) : text, environment));
  }

  private static String expanded(String text, Map<String, String> environment) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    environment.getOrDefault(
                        found.group(1) == null ? found.group(2) : found.group(1), found.group())));
  }

  /** Whether an address is the endpoint's: only there may the token be sent. */
  boolean isHere(URI address) {
    return origin(address).equals(origin(endpoint));
  }

  private static String origin(URI address) {
    int port = address.getPort();
    boolean https = "https".equalsIgnoreCase(address.getScheme());
    int known = port < 0 ? (https ? 443 : 80) : port;
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    return (https ? "https://" : "http://") + host + ":" + known;
  }

  /** What messages call an address: without its path, which may be signed. */
  String place(URI address) {
    boolean named = isHere(address) && !endpoint.equals(URI.create(HUB));
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port + (named ? " (HF_ENDPOINT)" : "");
  }

  /** Whether this hub may send us to an address: in the clear only where it is so itself. */
  boolean mayRedirectTo(URI address) {
    boolean plain = "http".equalsIgnoreCase(endpoint.getScheme());
    return address.getHost() != null
        && ("https".equalsIgnoreCase(address.getScheme())
            || plain && "http".equalsIgnoreCase(address.getScheme()));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return endpoint.toString();
  }

  private static boolean on(String value) {
    return TRUE.contains(value.toUpperCase(Locale.ROOT));
  }

  private static URI endpoint(Map<String, String> environment) throws DownloadFailed {
    String text = value(environment, "HF_ENDPOINT").orElse(HUB).replaceFirst("/+$", "");
    try {
      URI uri = new URI(text);
      boolean http = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT).matches("https?");
      if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new DownloadFailed(
        DownloadFailed.Reason.MISCONFIGURED,
        "HF_ENDPOINT is no address of a hub, such as https://huggingface.co");
  }

  private static Optional<String> token(Map<String, String> environment) throws DownloadFailed {
    if (value(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN").filter(HubAccess::on).isPresent()) {
      return Optional.empty();
    }
    Optional<String> token = value(environment, "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
    if (token.isEmpty()) {
      token =
          read(
              value(environment, "HF_TOKEN_PATH").map(text -> path(text, environment)),
              environment);
    }
    if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
      throw new DownloadFailed(
          DownloadFailed.Reason.MISCONFIGURED,
          "the token of HF_TOKEN, or of its file, is no token");
    }
    return token;
  }

  private static Optional<String> read(Optional<Path> named, Map<String, String> environment) {
    try {
      Path file = named.orElseGet(() -> home(environment).resolve("token"));
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      // as for Hugging Face's tools, what is not there is no token
      return Optional.empty();
    }
  }
}
