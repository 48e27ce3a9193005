package com.tkr.embed.rest.admin;

import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.auth.AuditLog;
import com.tkr.embed.security.auth.RequestContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports to the audit log what administrators did. */
final class AdminAudit {
  private AdminAudit() {}

  /**
   * The current request's caller did something.
   *
   * @param event what, as {@code cache.clear}
   * @param target what it was done to; null for nothing; holds no secret
   * @param answer what the caller is answered
   * @return the answer as JSON
   */
  static byte[] done(String event, @Nullable String target, Map<String, ?> answer) {
    AuditLog.write(RequestContext.current(), event, target, "ok");
    return JsonDocument.bytes(answer);
  }
}
