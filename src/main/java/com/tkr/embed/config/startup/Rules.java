package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.Catalogue;
import com.tkr.embed.config.settings.IpNetwork;
import com.tkr.embed.config.settings.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What settings must be together, in production above all. */
final class Rules {
  private static final String MAKE_ONE =
      " with a random value of 32 characters or more (./deploy.sh config key prints one)";

  private final ResolvedSettings settings;
  private final Problems problems;
  private final List<String> warnings = new ArrayList<>();

  Rules(ResolvedSettings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void check() {
    tls();
    keyFile("server.tls.key");
    keyFile("server.tls.keystore");
    if (is("environment", "production")) {
      production();
    } else {
      openToOthers();
    }
  }

  private void production() {
    if (!has("security.api_key") && !mayHaveStoredKeys()) {
      problem("there is no API key: set EMBEDDING_API_KEY" + MAKE_ONE);
    }
    refuseWeak("security.api_key");
    refuseWeak("security.previous_api_key");
    if (is("debug", "true")) {
      problem(place("debug") + " is on: turn debug off, or set EMBEDDING_ENV=development");
    }
    if (is("security.require_api_key", "false")) {
      problem(
          place("security.require_api_key")
              + " lets everybody in: leave it out, or set EMBEDDING_ENV=development");
    }
    if (settings.value("server.cors_origins").filter(Rules::isAnyOrigin).isPresent()) {
      problem(
          place("server.cors_origins")
              + " lets every web page call the server: list the origins of your own pages");
    }
  }

  private void refuseWeak(String path) {
    settings
        .value(path)
        .flatMap(WeakKey::reason)
        .ifPresent(
            reason -> problem(place(path) + " is weak: it " + reason + "; replace it" + MAKE_ONE));
  }

  /** The server looks into the store; here it is enough that there is one. */
  private boolean mayHaveStoredKeys() {
    return has("security.database.url") || inDataFolder("keys.mv.db") || inDataFolder("keys.state");
  }

  private boolean inDataFolder(String name) {
    return Files.exists(settings.dataFolder().resolve(name));
  }

  private void openToOthers() {
    boolean open = !has("security.api_key") && !is("security.require_api_key", "true");
    String host = settings.required("server.host");
    if (open && !isLoopback(host)) {
      warnings.add(
          place("server.host")
              + ": whoever reaches "
              + host
              + " may embed without a key: set EMBEDDING_ENV=production, or"
              + " security.require_api_key: true");
    }
  }

  private void keyFile(String path) {
    settings
        .value(path)
        .flatMap(file -> PrivateFile.warning(Path.of(file)))
        .ifPresent(what -> warnings.add(place(path) + ": " + what));
  }

  private void tls() {
    boolean certificate = has("server.tls.certificate");
    boolean keystore = has("server.tls.keystore");
    if (certificate != has("server.tls.key")) {
      String one = certificate ? "server.tls.certificate" : "server.tls.key";
      String other = certificate ? "server.tls.key" : "server.tls.certificate";
      problems.add(place(one), one + " needs " + other + " beside it");
    }
    if (certificate && keystore) {
      String both = "server.tls.keystore stands instead of server.tls.certificate: set one of both";
      problems.add(place("server.tls.keystore"), both);
    }
    if (keystore && !has("server.tls.keystore_password")) {
      String password = "server.tls.keystore needs server.tls.keystore_password";
      problems.add(place("server.tls.keystore"), password);
    }
    if ((certificate || keystore)
        && settings.value("server.tls.port").equals(settings.value("server.port"))) {
      problems.add(
          place("server.tls.port"),
          "HTTPS and HTTP cannot both have port " + settings.required("server.port"));
    }
    if (is("security.require_https", "true")
        && !certificate
        && !keystore
        && !has("server.trusted_proxies")) {
      warnings.add(
          place("security.require_https")
              + ": HTTPS is required, and there is none: configure server.tls, or"
              + " server.trusted_proxies where a proxy ends TLS");
    }
  }

  private void problem(String what) {
    problems.add("production", what);
  }

  /** Where the value stands, with its path where the place does not name it. */
  private String place(String path) {
    return settings
        .effective(Catalogue.require(path))
        .map(value -> value.layer() == Layer.FILE ? value.place() + ": " + path : value.place())
        .orElse(path);
  }

  private boolean has(String path) {
    return settings.value(path).isPresent() || settings.isMistaken(path);
  }

  private boolean is(String path, String value) {
    return settings.value(path).equals(Optional.of(value));
  }

  private static boolean isAnyOrigin(String origins) {
    return List.of(origins.split(",")).contains("*");
  }

  /** By its name too, which is not looked up. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || IpNetwork.isLoopback(host);
  }
}
