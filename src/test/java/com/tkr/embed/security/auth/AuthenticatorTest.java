package com.tkr.embed.security.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tkr.embed.config.settings.FixedSettings;
import com.tkr.embed.config.settings.SecuritySettings;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.KeyCheck;
import com.tkr.embed.security.apikey.KeyText;
import com.tkr.embed.security.apikey.Permission;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private static final String MASTER = "a master key of the operator's choice";
  private static final String OLD_MASTER = "the master key before that";
  private static final String TOKEN = "eyJh.eyJz.c2ln";
  private static final KeyText GOOD = KeyText.generate(new SecureRandom());
  private static final KeyText OTHER = KeyText.generate(new SecureRandom());
  private static final Caller KEY_CALLER =
      new Caller("key:" + GOOD.id(), Caller.Kind.API_KEY, Set.of(Permission.EMBED_TEXT), null);
  private static final Caller TOKEN_CALLER =
      new Caller("jwt:0", Caller.Kind.JWT, Set.of(Permission.ADMIN), null);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

  private Authenticator authenticator(boolean required, int failures) {
    Authenticator.Keys keys =
        key ->
            key.text().equals(GOOD.text())
                ? new KeyCheck(KeyCheck.Outcome.ACCEPTED, KEY_CALLER)
                : new KeyCheck(KeyCheck.Outcome.UNKNOWN, null);
    TokenVerifier tokens = token -> Optional.of(TOKEN_CALLER).filter(x -> token.equals(TOKEN));
    MasterKeys masters = new MasterKeys(List.of(MASTER, OLD_MASTER));
    return new Authenticator(
        new FixedSettings().with(SecuritySettings.REQUIRE_API_KEY, required),
        new Authenticator.Verifiers(keys, masters, tokens),
        new FailedAttempts(failures, nanos::get));
  }

  private Caller required(RequestContext request) {
    return authenticator(true, 0).authenticate(request, Permission.EMBED_TEXT);
  }

  private Caller open(RequestContext request) {
    return authenticator(false, 0).authenticate(request, Permission.EMBED_TEXT);
  }

  private static EmbeddingException refusal(Runnable act) {
    EmbeddingException e = catchThrowableOfType(EmbeddingException.class, act::run);
    assertThat(e).isNotNull();
    return e;
  }

  static Stream<RequestContext> good() {
    String key = GOOD.text();
    return Stream.of(
        Asked.apiKey(key),
        Asked.authorization("Bearer " + key),
        Asked.authorization("bearer  " + key),
        Asked.authorization(key),
        Asked.query(key),
        Asked.by(new Credentials(List.of(key), List.of("Bearer " + key), List.of(key))),
        Asked.by(new Credentials(List.of(key), List.of("Bearer "), List.of(""))));
  }

  @ParameterizedTest
  @MethodSource("good")
  void a_good_key_is_accepted_wherever_it_may_stand(RequestContext request) {
    assertThat(required(request)).isEqualTo(KEY_CALLER);
    assertThat(open(request)).isEqualTo(KEY_CALLER);
  }

  static Stream<RequestContext> bad() {
    String key = OTHER.text();
    return Stream.of(
        Asked.apiKey(key),
        Asked.apiKey("tkr_"),
        Asked.apiKey(key.substring(0, 66) + (key.endsWith("0") ? "1" : "0")),
        Asked.authorization("Bearer " + key),
        Asked.authorization(key),
        Asked.authorization("Bearer a.b.c"),
        Asked.authorization("Bearer eyJhbGciOiJub25lIn0.e30."),
        Asked.query(key));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void a_wrong_credential_of_our_kind_is_refused_with_one_text(RequestContext request) {
    for (boolean keysRequired : new boolean[] {true, false}) {
      EmbeddingException e =
          refusal(
              () -> authenticator(keysRequired, 0).authenticate(request, Permission.EMBED_TEXT));
      assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
      assertThat(e)
          .hasMessage(
              "The API key is not valid. Send one by the header X-API-Key or Authorization:"
                  + " Bearer.");
      assertThat(e.details()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-no-key-required", "none", "Basic abc", "a.b.c"})
  void another_credential_is_nobodys_where_no_key_is_needed(String dummy) {
    assertThat(open(Asked.apiKey(dummy)).kind()).isEqualTo(Caller.Kind.ANONYMOUS);
    EmbeddingException e = refusal(() -> required(Asked.apiKey(dummy)));
    assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
  }

  @Test
  void nobody_may_do_all_but_administer_and_that_too_on_this_machine() {
    Caller far = open(Asked.from(new ClientAddress("192.0.2.7", false, false)));
    assertThat(far.id()).isEqualTo("ip:192.0.2.7");
    assertThat(far.may(Permission.EMBED_IMAGE)).isTrue();
    assertThat(far.may(Permission.ADMIN)).isFalse();
    assertThat(open(Asked.from(new ClientAddress("127.0.0.1", false, true))).may(Permission.ADMIN))
        .isTrue();
    EmbeddingException e =
        refusal(() -> required(Asked.from(new ClientAddress("127.0.0.1", false, true))));
    assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
    assertThat(e).hasMessageStartingWith("An API key is required.");
  }

  @Test
  void both_master_keys_may_do_everything_of_whatever_form_they_are() {
    for (String key : List.of(MASTER, OLD_MASTER)) {
      Caller caller = required(Asked.authorization("Bearer " + key));
      assertThat(caller.id()).isEqualTo("master");
      assertThat(caller.may(Permission.ADMIN)).isTrue();
      assertThat(open(Asked.apiKey(key))).isEqualTo(caller);
    }
    refusal(() -> required(Asked.apiKey(MASTER + "x")));
    assertThat(refusal(() -> required(Asked.apiKey(MASTER.substring(1)))).code())
        .isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
  }

  @Test
  void a_token_is_one_only_as_bearer() {
    assertThat(required(Asked.authorization("Bearer " + TOKEN))).isEqualTo(TOKEN_CALLER);
    refusal(() -> required(Asked.authorization(TOKEN)));
    refusal(() -> required(Asked.apiKey(TOKEN)));
  }

  static Stream<Credentials> ambiguous() {
    String key = GOOD.text();
    return Stream.of(
        new Credentials(List.of(key, key), List.of(), List.of()),
        new Credentials(List.of(), List.of(key, key), List.of()),
        new Credentials(List.of(), List.of(), List.of(key, "")),
        new Credentials(List.of(key), List.of("Bearer " + OTHER.text()), List.of()),
        new Credentials(List.of(key), List.of(), List.of(OTHER.text())),
        new Credentials(List.of(), List.of("Bearer " + TOKEN), List.of(key)));
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void more_than_one_credential_is_a_bad_request(Credentials credentials) {
    EmbeddingException e = refusal(() -> required(Asked.by(credentials)));
    assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
    assertThat(e.getMessage()).doesNotContain("tkr_");
  }

  @Test
  void a_key_in_the_query_does_not_administer() {
    RequestContext request = Asked.query(GOOD.text());
    Authenticator authenticator = authenticator(true, 0);
    EmbeddingException e = refusal(() -> authenticator.authenticate(request, Permission.ADMIN));
    assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
    assertThat(e).hasMessageStartingWith("A key in the query is not accepted here.");
  }

  @Test
  void too_many_wrong_keys_are_refused_but_a_good_one_passes() {
    Authenticator authenticator = authenticator(true, 3);
    for (int i = 0; i < 3; i++) {
      EmbeddingException e =
          refusal(
              () -> authenticator.authenticate(Asked.apiKey(OTHER.text()), Permission.EMBED_TEXT));
      assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
    }
    nanos.addAndGet(59_500_000_000L);
    EmbeddingException e =
        refusal(() -> authenticator.authenticate(Asked.apiKey("tkr_x"), Permission.EMBED_TEXT));
    assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
    assertThat(e.details()).containsEntry("retry_after_seconds", 1);
    assertThat(authenticator.authenticate(Asked.apiKey(GOOD.text()), Permission.EMBED_TEXT))
        .isEqualTo(KEY_CALLER);
    nanos.addAndGet(1_000_000_000L);
    assertThat(
            refusal(() -> authenticator.authenticate(Asked.apiKey("tkr_x"), Permission.EMBED_TEXT))
                .code())
        .isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
  }

  @Test
  void the_audit_line_names_actor_target_outcome_and_request() {
    RequestContext request = Asked.apiKey(GOOD.text());
    assertThat(AuditLog.line(request, "access.denied", GOOD.id(), "revoked"))
        .isEqualTo(
            "event=access.denied actor=- target="
                + GOOD.id()
                + " outcome=revoked request_id=request-1 address=192.0.2.1");
    request.caller(KEY_CALLER);
    assertThat(AuditLog.line(request, "key.list", null, "ok"))
        .startsWith("event=key.list actor=key:" + GOOD.id() + " target=- outcome=ok");
  }
}
