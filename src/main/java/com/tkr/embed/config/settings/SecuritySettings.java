package com.tkr.embed.config.settings;

import static com.tkr.embed.config.settings.WholeNumber.ints;

import java.util.List;
import java.util.Optional;

/** The section {@code security}: who may call, and how that is known. */
public final class SecuritySettings {
  static final SettingList ALL = new SettingList();

  public static final Setting<Boolean> REQUIRE_API_KEY =
      ALL.add(
              "security.require_api_key",
              "embedding.require-api-key",
              Choice.auto(Settings::isProduction).or("true", true).or("false", false))
          .or("auto")
          .means("whether calls need a key; auto: in production, where false is refused");
  public static final Setting<Optional<String>> API_KEY =
      ALL.add("security.api_key", "embedding.api-key", Text.SECRET.optional())
          .means("the master key, which may do everything; at least 32 characters in production");
  public static final Setting<Optional<String>> PREVIOUS_API_KEY =
      ALL.add("security.previous_api_key", "embedding.previous-api-key", Text.SECRET.optional())
          .means("the master key before, still accepted while clients change over");
  public static final Setting<Boolean> REQUIRE_HTTPS =
      ALL.add("security.require_https", "embedding.require-https", new Flag())
          .or("false")
          .means("refuses plain HTTP with 426, unless a trusted proxy says that it was HTTPS");
  public static final Setting<Boolean> ALLOW_QUERY_KEY =
      ALL.add("security.allow_query_key", "embedding.allow-query-key", new Flag())
          .or("true")
          .means("whether a key may come as `?api_key=`; never under /admin");
  public static final Setting<Optional<String>> PEPPER =
      ALL.add("security.pepper", "embedding.pepper", Text.SECRET.optional())
          .means(
              "what keys are hashed with; by default made at the first start, in the file `pepper`"
                  + " of the data folder");
  public static final Setting<Integer> FAILED_ATTEMPTS_PER_MINUTE =
      ALL.add(
              "security.failed_attempts_per_minute",
              "embedding.failed-attempts-per-minute",
              ints(0, 1_000_000))
          .or("30")
          .means("wrong keys that an address may present in a minute; 0 for any number");
  public static final Setting<Integer> HSTS_SECONDS =
      ALL.add("security.hsts_seconds", "embedding.hsts-seconds", ints(0, Integer.MAX_VALUE))
          .or("31536000")
          .means("how long browsers that came by HTTPS insist on it; 0 for not at all");
  public static final Setting<Optional<String>> DATABASE_URL =
      ALL.add("security.database.url", "embedding.database.url", Text.DATABASE.optional())
          .means(
              "where keys are kept: a PostgreSQL database; by default the file `keys.mv.db` (H2) in"
                  + " the data folder");
  public static final Setting<Optional<String>> DATABASE_USER =
      ALL.add("security.database.user", "embedding.database.user", Text.NAME.local().optional())
          .means("the database's user");
  public static final Setting<Optional<String>> DATABASE_PASSWORD =
      ALL.add("security.database.password", "embedding.database.password", Text.SECRET.optional())
          .means("the user's password");
  public static final Setting<Optional<String>> JWT_ISSUER =
      ALL.add("security.jwt.issuer", "mp.jwt.verify.issuer", Text.NAME.optional())
          .means("whose tokens are accepted (`iss`); without it and a key, none are");
  public static final Setting<Optional<String>> JWT_PUBLIC_KEY =
      ALL.add(
              "security.jwt.public_key",
              "mp.jwt.verify.publickey",
              new Text<>("a PEM, JWK or JWKS text", Optional::of, Visibility.LOCAL).optional())
          .means("the issuer's public key itself");
  public static final Setting<Optional<String>> JWT_PUBLIC_KEY_LOCATION =
      ALL.add(
              "security.jwt.public_key_location",
              "mp.jwt.verify.publickey.location",
              Text.line("a file or an https:// URL", Optional::of).local().optional())
          .means("the file or URL of the issuer's key or JWKS, instead");
  public static final Setting<String> JWT_ALGORITHM =
      ALL.add(
              "security.jwt.algorithm",
              "mp.jwt.verify.publickey.algorithm",
              Choice.of(
                  "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"))
          .or("RS256")
          .means("the one signature algorithm that is accepted");
  public static final Setting<List<String>> JWT_AUDIENCES =
      ALL.add("security.jwt.audiences", "mp.jwt.verify.audiences", Text.NAME.list())
          .means("accepted audiences (`aud`); none for any");
  public static final Setting<Integer> JWT_CLOCK_SKEW_SECONDS =
      ALL.add("security.jwt.clock_skew_seconds", "mp.jwt.verify.clock.skew", ints(0, 3600))
          .or("60")
          .means("how far the issuer's clock may be off");
  public static final Setting<Optional<Integer>> JWT_MAX_AGE_SECONDS =
      ALL.add(
              "security.jwt.max_age_seconds",
              "mp.jwt.verify.token.age",
              ints(1, 31_536_000).optional())
          .means(
              "how long after its issue (`iat`) a token is accepted at most; none for as long as it"
                  + " says");

  private SecuritySettings() {}
}
