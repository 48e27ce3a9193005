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
 * What a status that is no success means: of the hub's own by {@code X-Error-Code} where it sends
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
  private static final int MOST_WORDS = 300;

  /** A {@link DownloadFailed}, or a {@link TransientFailure} where another try may help. */
  IOException failure() {
    if (!access.isHere(answer.uri())) {
      // a signed address may have expired: the hub gives another
      return new TransientFailure(answered(), retryAfter());
    }
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
      case FORBIDDEN -> forbidden();
      case NOT_FOUND -> noRepository();
      case REQUEST_TIMEOUT, RANGE_NOT_SATISFIABLE, TOO_EARLY, TOO_MANY_REQUESTS ->
          new TransientFailure(answered(), retryAfter());
      default ->
          status >= SERVER_ERROR
              ? new TransientFailure(answered(), retryAfter())
              : new DownloadFailed(
                  Reason.UNREACHABLE, what.repository() + ": " + answered() + said());
    };
  }

  private IOException gated() {
    String line = "gives %s only to those who agreed to its terms: agree at %s/%s%s";
    String then = ", then set HF_TOKEN to a token of that account";
    return denied(
        line.formatted(
            what.repository(),
            access,
            what.repository(),
            withToken(" with the account that the token is of", then)));
  }

  private IOException noRepository() {
    String line = "%s has no repository %s%s%s";
    String then = "; if it is private, set HF_TOKEN to a token that may read it";
    return missing(
        line.formatted(
            access,
            what.repository(),
            answer.statusCode() == UNAUTHORIZED ? said() : "",
            withToken(", or none that the token may read", then)));
  }

  private IOException badToken() {
    return denied("does not know the token of HF_TOKEN, or of its file; it may have expired");
  }

  private IOException forbidden() {
    String then = "; set HF_TOKEN to a token that may";
    return denied(
        "does not let us read "
            + what.repository()
            + said()
            + withToken("; the token may not read it", then));
  }

  private String withToken(String words, String without) {
    return access.token().isPresent() ? words : without;
  }

  /** The hub's own words, where it has some: they name what a token lacks. */
  private String said() {
    String words = header("X-Error-Message").replaceAll("[^\\P{Cntrl}]", " ").strip();
    return words.isEmpty()
        ? ""
        : " (" + words.substring(0, Math.min(MOST_WORDS, words.length())) + ")";
  }

  private IOException denied(String what) {
    return new DownloadFailed(Reason.DENIED, access + " " + what);
  }

  private static IOException missing(String line) {
    return new DownloadFailed(Reason.MISSING, line);
  }

  private String answered() {
    return access.place(answer.uri()) + " answers with status " + answer.statusCode();
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
