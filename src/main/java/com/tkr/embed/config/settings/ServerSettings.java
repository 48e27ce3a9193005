package com.tkr.embed.config.settings;

import static com.tkr.embed.config.settings.Visibility.ADMIN;
import static com.tkr.embed.config.settings.Visibility.LOCAL;
import static com.tkr.embed.config.settings.Visibility.SECRET;

import java.util.List;

/** The section {@code server}, and what stands before the first section. */
final class ServerSettings {
  private static final WholeNumber SECONDS = new WholeNumber(0, 86_400);
  private static final WholeNumber PORT = new WholeNumber(1, 65_535);
  private static final WholeNumber AMOUNT = new WholeNumber(1, Integer.MAX_VALUE);

  private ServerSettings() {}

  static final List<Setting> GENERAL =
      List.of(
          new Setting(
              "environment",
              "embedding.env",
              Choice.of("development", "production", "testing"),
              "development",
              ADMIN,
              "what kind of installation this is; production needs a key and never falls back to"
                  + " the demonstration model"),
          new Setting(
              "debug",
              "embedding.debug",
              new Flag(),
              "false",
              ADMIN,
              "logs in more detail; refused in production"));

  static final List<Setting> SERVER =
      List.of(
          new Setting(
              "server.host",
              "embedding.host",
              Texts.ADDRESS,
              "127.0.0.1",
              ADMIN,
              "the address that the server listens on; 0.0.0.0 for every one"),
          new Setting("server.port", "embedding.port", PORT, "8000", ADMIN, "the port of HTTP"),
          new Setting(
              "server.data_dir",
              "embedding.data.dir",
              Texts.FOLDER,
              null,
              LOCAL,
              "where keys, state and what the server unpacks are kept; by default the platform's"
                  + " user data folder (the tokenizers library unpacks into the user's cache folder"
                  + " or `ENGINE_CACHE_DIR`, the WebP decoder into the temporary folder)"),
          new Setting(
              "server.run_dir",
              "embedding.run.dir",
              Texts.FOLDER,
              null,
              LOCAL,
              "what a running server unpacks, for it alone; by default `run` in the data folder, and"
                  + " in it a folder for each address and port"),
          new Setting(
              "server.cors_origins",
              "embedding.cors.origins",
              new TextList(Texts.ORIGIN_OF_PAGES),
              null,
              ADMIN,
              "origins whose pages may call the server from a browser; `*` (every one) is refused in"
                  + " production"),
          new Setting(
              "server.docs",
              "embedding.docs",
              Choice.of("auto", "true", "false"),
              "auto",
              ADMIN,
              "whether /docs is served; auto: outside production"),
          new Setting(
              "server.trusted_proxies",
              "embedding.trusted-proxies",
              new TextList(Texts.NETWORK),
              null,
              ADMIN,
              "reverse proxies whose `X-Forwarded-*` headers are believed"),
          new Setting(
              "server.request_timeout_seconds",
              "embedding.request-timeout-seconds",
              SECONDS,
              "300",
              ADMIN,
              "after it a request is answered 503 and what still waits of it is dropped; a request"
                  + " may ask for less by the header `X-Request-Timeout`"),
          new Setting(
              "server.slow_client_seconds",
              "embedding.slow-client-seconds",
              new WholeNumber(1, 86_400),
              "20",
              ADMIN,
              "a client that moves less than a kilobyte a second over so many seconds, sending or"
                  + " reading, is cut"),
          new Setting(
              "server.drain_seconds",
              "embedding.drain-seconds",
              SECONDS,
              "25",
              ADMIN,
              "how long requests under way may take to end when the server is told to stop"));

  static final List<Setting> TLS =
      List.of(
          new Setting(
              "server.tls.port",
              "embedding.tls.port",
              PORT,
              "8443",
              ADMIN,
              "the port of HTTPS, where a certificate is configured"),
          new Setting(
              "server.tls.certificate",
              "embedding.tls.certificate",
              Texts.FILE,
              null,
              LOCAL,
              "a PEM file: the server's certificate, then those that signed it"),
          new Setting(
              "server.tls.key",
              "embedding.tls.key",
              Texts.FILE,
              null,
              LOCAL,
              "a PEM file: the certificate's private key, PKCS#8, not encrypted"),
          new Setting(
              "server.tls.keystore",
              "embedding.tls.keystore",
              Texts.FILE,
              null,
              LOCAL,
              "a PKCS12 file with one key and its certificates, instead of the two PEM files"),
          new Setting(
              "server.tls.keystore_password",
              "embedding.tls.keystore-password",
              Texts.SECRET,
              null,
              SECRET,
              "its password"));

  static final List<Setting> LIMITS =
      List.of(
          limit("json_bytes", "16777216", "bytes of a JSON body"),
          limit("multipart_bytes", "67108864", "bytes of a multipart body"),
          limit("file_bytes", "20971520", "bytes of an image file"),
          limit("images", "16", "image files in a request"),
          limit("texts", "100", "texts in a request"),
          limit("text_characters", "1048576", "UTF-16 units of a text"),
          limit("similarities", "250000", "cells of a `/similarity` answer"));

  private static Setting limit(String name, String fallback, String meaning) {
    String key = "embedding.limits." + name.replace('_', '-');
    return new Setting("server.limits." + name, key, AMOUNT, fallback, ADMIN, meaning);
  }
}
