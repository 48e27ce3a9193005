package com.tkr.embed.security.auth;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** One line per administrative act and per denied access, of the logger com.tkr.embed.audit. */
public final class AuditLog {
  private static final System.Logger LOG = System.getLogger("com.tkr.embed.audit");

  private AuditLog() {}

  /**
   * Writes a line on behalf of a request.
   *
   * @param event what was done or tried, as {@code key.create}
   * @param target the public id of the key that it was done to; null for none
   * @param outcome how it went, as {@code ok}
   */
  public static void write(
      RequestContext context, String event, @Nullable String target, String outcome) {
    LOG.log(Level.INFO, () -> line(context, event, target, outcome));
  }

  static String line(
      RequestContext context, String event, @Nullable String target, String outcome) {
    return "event="
        + event
        + " actor="
        + context.callerId()
        + " target="
        + (target == null ? "-" : target)
        + " outcome="
        + outcome
        + " request_id="
        + context.requestId()
        + " address="
        + context.client().address();
  }
}
