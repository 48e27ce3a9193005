package com.tkr.embed.rest.tei;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.error.Dialect;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Errors as TEI tells them: {@code {"error":"..","error_type":"Validation"}}, with the statuses
 * that TEI has for what its clients tell apart (router/src/http/server.rs).
 */
@ApplicationScoped
public class TeiErrors implements Dialect {
  /** A path of TEI's alone, for bodies of its clients on others. */
  static final String PATH = "/embed";

  private static final int UNPROCESSABLE = 422;
  private static final int FAILED_DEPENDENCY = 424;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BAD_REQUEST = 400;

  @Override
  public Set<String> paths() {
    return Set.of(PATH, "/embed_all", "/embed_sparse", "/predict", "/tokenize", "/decode");
  }

  @Override
  public int status(ErrorReport report) {
    return switch (report.code()) {
      case VALIDATION_ERROR -> report.status() == BAD_REQUEST ? UNPROCESSABLE : report.status();
      case CONFLICT, INPUT_REFUSED, NOT_SUPPORTED -> FAILED_DEPENDENCY;
      case SERVER_OVERLOADED -> TOO_MANY_REQUESTS;
      default -> report.status();
    };
  }

  @Override
  public Map<String, ?> body(ErrorReport report, RequestHead head) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", report.message());
    body.put("error_type", type(report));
    return body;
  }

  private static String type(ErrorReport report) {
    return switch (report.code()) {
      case SERVER_OVERLOADED, RATE_LIMIT_EXCEEDED -> "Overloaded";
      case MODEL_NOT_READY, STORE_UNAVAILABLE, INSUFFICIENT_STORAGE -> "Unhealthy";
      case CONFLICT, INPUT_REFUSED, NOT_SUPPORTED, INFERENCE_TIMEOUT, INTERNAL_ERROR -> "Backend";
      default -> "Validation";
    };
  }
}
