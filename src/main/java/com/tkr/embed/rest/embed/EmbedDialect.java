package com.tkr.embed.rest.embed;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.error.Dialect;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Our own errors, on our own routes and wherever no other dialect is spoken. */
@ApplicationScoped
public class EmbedDialect implements Dialect {
  @Override
  public Set<String> paths() {
    return Set.of("/*");
  }

  /** {@code {"error":{"code","message","details","timestamp","error_id","request_id",..}}}. */
  @Override
  public Map<String, ?> body(ErrorReport report, RequestHead head) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", report.code().name());
    error.put("message", report.message());
    error.put("details", report.details());
    error.put("timestamp", report.timestamp().toString());
    error.put("error_id", report.errorId());
    error.put("request_id", head.requestId());
    error.put("trace_id", head.trace().traceId());
    return Map.of("error", error);
  }
}
