package com.tkr.embed.config.startup;

import static com.tkr.embed.config.settings.SecuritySettings.API_KEY;
import static com.tkr.embed.config.settings.SecuritySettings.DATABASE_URL;
import static com.tkr.embed.config.settings.SecuritySettings.PREVIOUS_API_KEY;
import static com.tkr.embed.config.settings.SecuritySettings.REQUIRE_API_KEY;
import static com.tkr.embed.config.settings.SecuritySettings.REQUIRE_HTTPS;
import static com.tkr.embed.config.settings.ServerSettings.CORS_ORIGINS;
import static com.tkr.embed.config.settings.ServerSettings.DEBUG;
import static com.tkr.embed.config.settings.ServerSettings.HOST;
import static com.tkr.embed.config.settings.ServerSettings.PORT;
import static com.tkr.embed.config.settings.ServerSettings.TLS_CERTIFICATE;
import static com.tkr.embed.config.settings.ServerSettings.TLS_KEY;
import static com.tkr.embed.config.settings.ServerSettings.TLS_KEYSTORE;
import static com.tkr.embed.config.settings.ServerSettings.TLS_KEYSTORE_PASSWORD;
import static com.tkr.embed.config.settings.ServerSettings.TLS_PORT;
import static com.tkr.embed.config.settings.ServerSettings.TRUSTED_PROXIES;

import com.tkr.embed.config.settings.IpNetwork;
import com.tkr.embed.config.settings.PrivateFile;
import com.tkr.embed.config.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What settings must be together, in production above all. */
final class Rules {
  /** How to get a key, to be read after "set" or "replace". */
  static final String MAKE_ONE =
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
    keyFile(TLS_KEY);
    keyFile(TLS_KEYSTORE);
    if (settings.isProduction()) {
      production();
    } else {
      openToOthers();
    }
  }

  private void production() {
    if (!has(API_KEY) && !mayHaveStoredKeys()) {
      production("there is no API key: set EMBEDDING_API_KEY" + MAKE_ONE);
    }
    refuseWeak(API_KEY);
    refuseWeak(PREVIOUS_API_KEY);
    if (settings.get(DEBUG)) {
      production(place(DEBUG) + " is on: turn debug off, or set EMBEDDING_ENV=development");
    }
    if (!settings.get(REQUIRE_API_KEY)) {
      production(
          place(REQUIRE_API_KEY)
              + " lets everybody in: leave it out, or set EMBEDDING_ENV=development");
    }
    if (settings.get(CORS_ORIGINS).contains("*")) {
      production(
          place(CORS_ORIGINS)
              + " lets every web page call the server: list the origins of your own pages");
    }
  }

  private void refuseWeak(Setting<Optional<String>> key) {
    settings
        .get(key)
        .flatMap(WeakKey::reason)
        .ifPresent(
            reason ->
                production(place(key) + " is weak: it " + reason + "; replace it" + MAKE_ONE));
  }

  /** The server looks into the store; here it is enough that there is one. */
  private boolean mayHaveStoredKeys() {
    return has(DATABASE_URL) || inDataFolder("keys.mv.db") || inDataFolder("keys.state");
  }

  private boolean inDataFolder(String name) {
    return Files.exists(settings.dataFolder().resolve(name));
  }

  private void openToOthers() {
    boolean open = !has(API_KEY) && !settings.get(REQUIRE_API_KEY);
    String host = settings.get(HOST);
    if (open && !isLoopback(host)) {
      warnings.add(
          place(HOST)
              + ": whoever reaches "
              + host
              + " may embed without a key: set EMBEDDING_ENV=production, or"
              + " security.require_api_key: true");
    }
  }

  private void keyFile(Setting<Optional<Path>> file) {
    settings
        .get(file)
        .flatMap(PrivateFile::warning)
        .ifPresent(what -> warnings.add(place(file) + ": " + what));
  }

  private void tls() {
    boolean https = has(TLS_CERTIFICATE) || has(TLS_KEYSTORE);
    needs(TLS_CERTIFICATE, TLS_KEY, " beside it");
    needs(TLS_KEY, TLS_CERTIFICATE, " beside it");
    if (has(TLS_CERTIFICATE) && has(TLS_KEYSTORE)) {
      String both = "server.tls.keystore stands instead of server.tls.certificate: set one of both";
      problems.add(place(TLS_KEYSTORE), both);
    }
    needs(TLS_KEYSTORE, TLS_KEYSTORE_PASSWORD, "");
    if (https && settings.get(TLS_PORT).equals(settings.get(PORT))) {
      problems.add(place(TLS_PORT), "HTTPS and HTTP cannot both have port " + settings.get(PORT));
    }
    if (settings.get(REQUIRE_HTTPS) && !https && !has(TRUSTED_PROXIES)) {
      warnings.add(
          place(REQUIRE_HTTPS)
              + ": HTTPS is required, and there is none: configure server.tls, or"
              + " server.trusted_proxies where a proxy ends TLS");
    }
  }

  private void needs(Setting<?> one, Setting<?> other, String where) {
    if (has(one) && !has(other)) {
      problems.add(place(one), one.path() + " needs " + other.path() + where);
    }
  }

  private void production(String what) {
    problems.add("production", what);
  }

  /** Where the value stands, with its path where the place does not name it. */
  private String place(Setting<?> setting) {
    return settings
        .effective(setting)
        .map(
            value ->
                value.layer() == Layer.FILE ? value.place() + ": " + setting.path() : value.place())
        .orElse(setting.path());
  }

  private boolean has(Setting<?> setting) {
    return settings.effective(setting).isPresent() || settings.isMistaken(setting);
  }

  /** By its name too, which is not looked up. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || IpNetwork.isLoopback(host);
  }
}
