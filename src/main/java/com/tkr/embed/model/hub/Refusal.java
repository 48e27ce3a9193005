package com.tkr.embed.model.hub;

import com.tkr.embed.model.hub.DownloadFailed.Reason;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a status of the hub's own that is no success means, by {@code X-Error-Code} where it sends
 * that (huggingface_hub, {@code hf_raise_for_status}).
 */
record Refusal(HttpResponse<?> answer, RepositoryPart what, HubAccess access) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final String BAD_TOKEN = "Invalid credentials in Authorization header";

  /** A {@link DownloadFailed}, or a {@link TransientFailure} where another try may help. */
  IOException failure() {
    int status = answer.statusCode();
    return switch (header("X-Error-Code")) {
      case "GatedRepo" -> gated();
      case "RevisionNotFound" -> missing(what.repository() + " has no revision " + what);
      case "EntryNotFound" -> missing(what.repository() + " has no file " + what);
      case "RepoNotFound" -> noRepository();
      default -> byStatus(status);
    };
  }

  private IOException byStatus(int status) {
    return switch (status) {
      case UNAUTHORIZED ->
          header("X-Error-Message").equals(BAD_TOKEN) ? badToken() : noRepository();
      case FORBIDDEN -> denied("does not let us read " + what.repository() + withToken());
      case NOT_FOUND -> noRepository();
      case REQUEST_TIMEOUT, RANGE_NOT_SATISFIABLE, TOO_EARLY, TOO_MANY_REQUESTS ->
          new TransientFailure(answered(), retryAfter());
      default ->
          status >= SERVER_ERROR
              ? new TransientFailure(answered(), retryAfter())
              : new DownloadFailed(Reason.UNREACHABLE, what + ": " + answered());
    };
  }

  private IOException gated() {
    return denied(
        "gives out %s only to who has agreed to its terms: agree at %s/%s%s"
            .formatted(what.repository(), access, what.repository(), withToken()));
  }

  private IOException noRepository() {
    String line = "%s has no repository %s, or one that is private%s";
    return missing(line.formatted(access, what.repository(), withToken()));
  }

  private IOException badToken() {
    return denied("does not know the token of HF_TOKEN, or of its file");
  }

  private String withToken() {
    return access.token().isPresent()
        ? ", with the account that the token is of"
        : ", and set HF_TOKEN to a token that may read it";
  }

  private IOException denied(String what) {
    return new DownloadFailed(Reason.DENIED, access + " " + what);
  }

  private static IOException missing(String line) {
    return new DownloadFailed(Reason.MISSING, line);
  }

  private String answered() {
    return "the hub answers with status " + answer.statusCode();
  }

  private String header(String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** Seconds, or a date (RFC 9110, 10.2.3); empty where there is neither. */
  private Optional<Duration> retryAfter() {
    String value = header("Retry-After").strip();
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      ZonedDateTime when = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration left = Duration.between(Instant.now(), when.toInstant());
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
