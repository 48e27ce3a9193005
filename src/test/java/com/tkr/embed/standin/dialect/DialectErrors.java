package com.tkr.embed.standin.dialect;

import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.error.Dialect;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Says {@code {"detail":"..","kind":"not_found"}}; what is wrong in a body is 422. */
@ApplicationScoped
public class DialectErrors implements Dialect {
  @Override
  public Set<String> paths() {
    return Set.of("/standin/dialect/*");
  }

  @Override
  public int status(ErrorReport report) {
    return report.code() == ErrorCode.VALIDATION_ERROR ? 422 : report.status();
  }

  @Override
  public Map<String, ?> body(ErrorReport report, RequestHead head) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detail", report.message());
    body.put("kind", report.code().name().toLowerCase(java.util.Locale.ROOT));
    return body;
  }
}
