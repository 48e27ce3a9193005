package com.tkr.embed.rest.body;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.embedding.RequestOptions;
import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a request's header asks of its computation. */
@Dependent
public class RequestOptionsReader {
  private static final String TIMEOUT = "X-Request-Timeout";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,30})?");
  private static final double LEAST_SECONDS = 0.1;
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long longestNanos;

  @Inject
  public RequestOptionsReader(Settings settings) {
    longestNanos = settings.get(ServerSettings.REQUEST_TIMEOUT).toNanos();
  }

  /**
   * The options of a request whose caller is known by now; its time began when it came.
   *
   * @throws EmbeddingException 400 when a header says it wrongly
   */
  RequestOptions read(RequestBody body) {
    RequestContext context = body.context();
    long deadline = context.startNanos() + timeoutNanos(body.header(TIMEOUT));
    return new RequestOptions(context.caller().id(), deadline, cached(body));
  }

  /** The client's own limit, in seconds, where it is nearer than the server's. */
  private long timeoutNanos(@Nullable String given) {
    if (given == null) {
      return longestNanos;
    }
    double seconds = SECONDS.matcher(given).matches() ? Double.parseDouble(given) : 0;
    if (seconds < LEAST_SECONDS) {
      throw new EmbeddingException(
          ErrorCode.VALIDATION_ERROR,
          TIMEOUT + " must be a number of seconds, from 0.1 to 999999.",
          Map.of("header", TIMEOUT));
    }
    return Math.min(longestNanos, (long) (seconds * NANOS));
  }

  private static boolean cached(RequestBody body) {
    String control = body.header(HttpHeaders.CACHE_CONTROL);
    return control == null || !control.toLowerCase(Locale.ROOT).contains("no-store");
  }
}
