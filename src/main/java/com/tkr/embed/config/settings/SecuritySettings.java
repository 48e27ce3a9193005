package com.tkr.embed.config.settings;

import static com.tkr.embed.config.settings.Visibility.ADMIN;
import static com.tkr.embed.config.settings.Visibility.LOCAL;
import static com.tkr.embed.config.settings.Visibility.SECRET;

import java.util.List;

/** The section {@code security}: who may call, and how that is known. */
final class SecuritySettings {
  private SecuritySettings() {}

  static final List<Setting> SECURITY =
      List.of(
          new Setting(
              "security.require_api_key",
              "embedding.require-api-key",
              Choice.of("auto", "true", "false"),
              "auto",
              ADMIN,
              "whether calls need a key; auto: in production, where false is refused"),
          new Setting(
              "security.api_key",
              "embedding.api-key",
              Texts.SECRET,
              null,
              SECRET,
              "the master key, which may do everything; at least 32 characters in production"),
          new Setting(
              "security.previous_api_key",
              "embedding.previous-api-key",
              Texts.SECRET,
              null,
              SECRET,
              "the master key before, still accepted while clients change over"),
          new Setting(
              "security.require_https",
              "embedding.require-https",
              new Flag(),
              "false",
              ADMIN,
              "refuses plain HTTP with 426, unless a trusted proxy says that it was HTTPS"),
          new Setting(
              "security.allow_query_key",
              "embedding.allow-query-key",
              new Flag(),
              "true",
              ADMIN,
              "whether a key may come as `?api_key=`; never under /admin"),
          new Setting(
              "security.pepper",
              "embedding.pepper",
              Texts.SECRET,
              null,
              SECRET,
              "what keys are hashed with; by default made at the first start, in the file `pepper`"
                  + " of the data folder"),
          new Setting(
              "security.failed_attempts_per_minute",
              "embedding.failed-attempts-per-minute",
              new WholeNumber(0, 1_000_000),
              "30",
              ADMIN,
              "wrong keys that an address may present in a minute; 0 for any number"),
          new Setting(
              "security.hsts_seconds",
              "embedding.hsts-seconds",
              new WholeNumber(0, Integer.MAX_VALUE),
              "31536000",
              ADMIN,
              "how long browsers that came by HTTPS insist on it; 0 for not at all"));

  static final List<Setting> DATABASE =
      List.of(
          new Setting(
              "security.database.url",
              "embedding.database.url",
              Texts.DATABASE,
              null,
              LOCAL,
              "where keys are kept: a PostgreSQL database; by default the file `keys.mv.db` (H2) in"
                  + " the data folder"),
          new Setting(
              "security.database.user",
              "embedding.database.user",
              Texts.NAME,
              null,
              LOCAL,
              "the database's user"),
          new Setting(
              "security.database.password",
              "embedding.database.password",
              Texts.SECRET,
              null,
              SECRET,
              "the user's password"));

  static final List<Setting> JWT =
      List.of(
          new Setting(
              "security.jwt.issuer",
              "mp.jwt.verify.issuer",
              Texts.NAME,
              null,
              ADMIN,
              "whose tokens are accepted (`iss`); without it and a key, none are"),
          new Setting(
              "security.jwt.public_key",
              "mp.jwt.verify.publickey",
              new Text("a PEM, JWK or JWKS text", text -> true),
              null,
              LOCAL,
              "the issuer's public key itself"),
          new Setting(
              "security.jwt.public_key_location",
              "mp.jwt.verify.publickey.location",
              Text.line("a file or an https:// URL", text -> true),
              null,
              LOCAL,
              "the file or URL of the issuer's key or JWKS, instead"),
          new Setting(
              "security.jwt.algorithm",
              "mp.jwt.verify.publickey.algorithm",
              Choice.of(
                  "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"),
              "RS256",
              ADMIN,
              "the one signature algorithm that is accepted"),
          new Setting(
              "security.jwt.audiences",
              "mp.jwt.verify.audiences",
              new TextList(Texts.NAME),
              null,
              ADMIN,
              "accepted audiences (`aud`); none for any"),
          new Setting(
              "security.jwt.clock_skew_seconds",
              "mp.jwt.verify.clock.skew",
              new WholeNumber(0, 3600),
              "60",
              ADMIN,
              "how far the issuer's clock may be off"),
          new Setting(
              "security.jwt.max_age_seconds",
              "mp.jwt.verify.token.age",
              new WholeNumber(1, 31_536_000),
              null,
              ADMIN,
              "how long after its issue (`iat`) a token is accepted at most; none for as long as it"
                  + " says"));
}
