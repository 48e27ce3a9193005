package com.tkr.embed.rest.cohere;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.error.Dialect;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Errors as Cohere tells them: {@code {"message":".."}}, under our own statuses. */
@ApplicationScoped
public class CohereErrors implements Dialect {
  @Override
  public Set<String> paths() {
    return Set.of("/v1/embed", "/v2/*");
  }

  @Override
  public Map<String, ?> body(ErrorReport report, RequestHead head) {
    return Map.of("message", report.message());
  }
}
