package com.tkr.embed.rest.error;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.security.auth.RequestHead;
import java.util.Map;
import java.util.Set;

/**
 * How the clients of one API are told that something failed, wherever it did: in a resource, at the
 * gate, in the container or in the listener. Every bean that implements it is found; which one
 * speaks is decided by the path of the request.
 */
public interface Dialect {
  /** Its paths: one as it is ({@code /embed}), or with all below ({@code /v1/*}). */
  Set<String> paths();

  /** The HTTP status of an error. */
  default int status(ErrorReport report) {
    return report.status();
  }

  /**
   * The body of an error, a JSON object: maps, lists, strings, numbers, booleans, null.
   *
   * @param head of the request that failed
   */
  Map<String, ?> body(ErrorReport report, RequestHead head);
}
