package com.tkr.embed.config.settings;

import static com.tkr.embed.config.settings.WholeNumber.ints;
import static com.tkr.embed.config.settings.WholeNumber.seconds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code server}, and what stands before the first section. */
public final class ServerSettings {
  static final SettingList ALL = new SettingList();
  private static final WholeNumber<Duration> SECONDS = seconds(0, 86_400);
  private static final WholeNumber<Integer> PORTS = ints(1, 65_535);
  private static final WholeNumber<Integer> AMOUNT = ints(1, Integer.MAX_VALUE);

  public static final Setting<Environment> ENVIRONMENT =
      ALL.add("environment", "embedding.env", Choice.of(Environment::word, Environment.values()))
          .or("development")
          .means(
              "what kind of installation this is; production needs a key and never falls back to"
                  + " the demonstration model");
  public static final Setting<Boolean> DEBUG =
      ALL.add("debug", "embedding.debug", new Flag())
          .or("false")
          .means("logs in more detail; refused in production");
  public static final Setting<String> HOST =
      ALL.add("server.host", "embedding.host", Text.ADDRESS)
          .or("127.0.0.1")
          .means("the address that the server listens on; 0.0.0.0 for every one");
  public static final Setting<Integer> PORT =
      ALL.add("server.port", "embedding.port", PORTS).or("8000").means("the port of HTTP");
  public static final Setting<Boolean> HTTP2 =
      ALL.add("server.http2", "embedding.http2", new Flag())
          .or("false")
          .means(
              "whether HTTP/2 is spoken too, on both ports: only where nobody but a proxy of yours"
                  + " can reach them, because the platform's has no bounds against floods");
  public static final Setting<Path> DATA_DIR =
      ALL.add("server.data_dir", "embedding.data.dir", Text.FOLDER)
          .means(
              "where keys, state and what the server unpacks are kept; by default the platform's"
                  + " user data folder (the tokenizers library unpacks into the user's cache folder"
                  + " or `ENGINE_CACHE_DIR`, the WebP decoder into the temporary folder)");
  public static final Setting<Path> RUN_DIR =
      ALL.add("server.run_dir", "embedding.run.dir", Text.FOLDER)
          .means(
              "what a running server unpacks, for it alone; by default `run` in the data folder, and"
                  + " in it a folder for each address and port");
  public static final Setting<List<String>> CORS_ORIGINS =
      ALL.add("server.cors_origins", "embedding.cors.origins", Text.ORIGIN_OF_PAGES.list())
          .means(
              "origins whose pages may call the server from a browser; `*` (every one) is refused in"
                  + " production");
  public static final Setting<Audience> DOCS =
      ALL.add(
              "server.docs",
              "embedding.docs",
              Choice.auto(ServerSettings::docs)
                  .or("true", Audience.EVERYONE)
                  .or("false", Audience.NOBODY))
          .or("auto")
          .means("whether /docs is served; auto: outside production");
  public static final Setting<Audience> CONSOLE =
      ALL.add(
              "server.console",
              "embedding.console",
              new Choice<Audience>(Map.of())
                  .or("true", Audience.EVERYONE)
                  .or("false", Audience.NOBODY))
          .or("true")
          .means(
              "whether the console is served at /; in production too, as its files hold nothing"
                  + " secret, and it asks with its visitor's own key");
  public static final Setting<List<IpNetwork>> TRUSTED_PROXIES =
      ALL.add("server.trusted_proxies", "embedding.trusted-proxies", Text.NETWORK.list())
          .means("reverse proxies whose `X-Forwarded-*` headers are believed");
  public static final Setting<Duration> REQUEST_TIMEOUT =
      ALL.add("server.request_timeout_seconds", "embedding.request-timeout-seconds", SECONDS)
          .or("300")
          .means(
              "after it a request is answered 503 and what still waits of it is dropped; a request"
                  + " may ask for less by the header `X-Request-Timeout`");
  public static final Setting<Duration> SLOW_CLIENT =
      ALL.add("server.slow_client_seconds", "embedding.slow-client-seconds", seconds(1, 86_400))
          .or("20")
          .means(
              "a client that moves less than a kilobyte a second over so many seconds, sending or"
                  + " reading, is cut");
  public static final Setting<Duration> KEEP_ALIVE =
      ALL.add("server.keep_alive_seconds", "embedding.keep-alive-seconds", seconds(1, 86_400))
          .or("75")
          .means(
              "an idle connection is closed after so many seconds; more than a load balancer or"
                  + " proxy before the server keeps one");
  public static final Setting<Duration> DRAIN =
      ALL.add("server.drain_seconds", "embedding.drain-seconds", SECONDS)
          .or("25")
          .means("how long requests under way may take to end when the server is told to stop");
  public static final Setting<Integer> TLS_PORT =
      ALL.add("server.tls.port", "embedding.tls.port", PORTS)
          .or("8443")
          .means("the port of HTTPS, where a certificate is configured");
  public static final Setting<Optional<Path>> TLS_CERTIFICATE =
      ALL.add("server.tls.certificate", "embedding.tls.certificate", Text.FILE.optional())
          .means("a PEM file: the server's certificate, then those that signed it");
  public static final Setting<Optional<Path>> TLS_KEY =
      ALL.add("server.tls.key", "embedding.tls.key", Text.FILE.optional())
          .means("a PEM file: the certificate's private key, PKCS#8, not encrypted");
  public static final Setting<Optional<Path>> TLS_KEYSTORE =
      ALL.add("server.tls.keystore", "embedding.tls.keystore", Text.FILE.optional())
          .means("a PKCS12 file with one key and its certificates, instead of the two PEM files");
  public static final Setting<Optional<String>> TLS_KEYSTORE_PASSWORD =
      ALL.add(
              "server.tls.keystore_password",
              "embedding.tls.keystore-password",
              Text.SECRET.optional())
          .means("its password");
  public static final Setting<Integer> MAX_JSON_BYTES =
      limit("json_bytes", "16777216", "bytes of a JSON body");
  public static final Setting<Integer> MAX_MULTIPART_BYTES =
      limit("multipart_bytes", "67108864", "bytes of a multipart body");
  public static final Setting<Integer> MAX_FILE_BYTES =
      limit("file_bytes", "20971520", "bytes of an image file");
  public static final Setting<Integer> MAX_IMAGES =
      limit("images", "16", "image files in a request");
  public static final Setting<Integer> MAX_PDF_PAGES =
      limit("pdf_pages", "64", "pages of the PDF files of a request");
  public static final Setting<Integer> MAX_PDF_PIXELS =
      limit(
          "pdf_pixels",
          "8000000",
          "pixels that a page of a PDF file is drawn at, at most; fewer where the model sees fewer");
  public static final Setting<Duration> MAX_PDF_TIME =
      ALL.add("server.limits.pdf_seconds", "embedding.limits.pdf-seconds", seconds(1, 600))
          .or("10")
          .means("how long opening a PDF file, or drawing a page of one, may take");
  public static final Setting<Integer> MAX_TEXTS = limit("texts", "100", "texts in a request");
  public static final Setting<Integer> MAX_INPUTS =
      limit("inputs", "2048", "inputs in a request of the routes of other APIs");
  public static final Setting<Integer> MAX_TEXT_CHARACTERS =
      limit("text_characters", "1048576", "UTF-16 units of a text");
  public static final Setting<Integer> MAX_SIMILARITIES =
      limit("similarities", "250000", "cells of a `/similarity` answer");

  public static final Setting<Boolean> FETCH =
      ALL.add("server.fetch.enabled", "embedding.fetch", new Flag())
          .or("false")
          .means(
              "whether pictures may be given by their addresses (http, https), which the server then"
                  + " fetches, from public networks only");
  public static final Setting<List<String>> FETCH_HOSTS =
      ALL.add("server.fetch.hosts", "embedding.fetch.hosts", Text.ADDRESS.list())
          .means(
              "hosts to fetch from, `.example.org` for all whose names end so; without any, from every"
                  + " one");
  public static final Setting<Duration> FETCH_TIME =
      ALL.add("server.fetch.seconds", "embedding.fetch.seconds", seconds(1, 600))
          .or("10")
          .means("how long fetching a picture may take, redirects among it");

  private ServerSettings() {}

  private static Setting<Integer> limit(String name, String fallback, String meaning) {
    String key = "embedding.limits." + name.replace('_', '-');
    return ALL.add("server.limits." + name, key, AMOUNT).or(fallback).means(meaning);
  }

  private static Audience docs(Settings settings) {
    return settings.isProduction() ? Audience.NOBODY : Audience.EVERYONE;
  }
}
