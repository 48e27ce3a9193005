package com.tkr.embed.api;

import com.tkr.embed.embedding.Terms;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads from a request's header on what terms it is to be computed. */
@Dependent
public class TermsReader {
  private static final String TIMEOUT = "X-Request-Timeout";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Seconds after which a request is answered although its vectors are not there. */
  @Inject
  @ConfigProperty(name = "embedding.request-timeout-seconds", defaultValue = "300")
  private long longestSeconds;

  /** The terms of the current request. */
  Terms read(MultivaluedMap<String, String> headers) {
    long deadline = System.nanoTime() + timeoutNanos(headers.getFirst(TIMEOUT));
    return new Terms(caller(headers), deadline, cached(headers));
  }

  /** The client's own limit, in seconds, where it is nearer than the server's. */
  private long timeoutNanos(String given) {
    long longest = TimeUnit.SECONDS.toNanos(longestSeconds);
    if (given == null) {
      return longest;
    }
    if (!SECONDS.matcher(given).matches()) {
      throw new EmbeddingException(
          ErrorCode.VALIDATION_ERROR,
          TIMEOUT + " must be a number of seconds.",
          Map.of("header", TIMEOUT));
    }
    return Math.min(longest, (long) (Double.parseDouble(given) * NANOS));
  }

  /** Who presents a credential is known by it, whether it is valid or not; others by address. */
  private String caller(MultivaluedMap<String, String> headers) {
    String key = headers.getFirst("X-API-Key");
    String credential = key == null ? headers.getFirst(HttpHeaders.AUTHORIZATION) : key;
    return credential == null ? CurrentRequest.get().getRemoteAddr() : credential;
  }

  private static boolean cached(MultivaluedMap<String, String> headers) {
    String control = headers.getFirst(HttpHeaders.CACHE_CONTROL);
    return control == null || !control.toLowerCase(Locale.ROOT).contains("no-store");
  }
}
