package com.tkr.embed.rest.ollama;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.error.Dialect;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Errors as Ollama tells them: {@code {"error":".."}}, under our own statuses. */
@ApplicationScoped
public class OllamaErrors implements Dialect {
  @Override
  public Set<String> paths() {
    return Set.of("/api/*");
  }

  @Override
  public Map<String, ?> body(ErrorReport report, RequestHead head) {
    return Map.of("error", report.message());
  }
}
