package com.tkr.embed.security.auth;

import com.tkr.embed.security.apikey.Caller;
import java.lang.System.Logger.Level;

/** One line per administrative act and per denied access, of the logger com.tkr.embed.audit. */
public final class AuditLog {
  private static final System.Logger LOG = System.getLogger("com.tkr.embed.audit");

  private AuditLog() {}

  /**
   * Writes a line in the name of a request.
   *
   * @param event what was done or tried, as {@code key.create}
   * @param target the public id of the key that it was done to; null for none
   * @param outcome how it went, as {@code ok}
   */
  public static void write(RequestContext context, String event, String target, String outcome) {
    LOG.log(Level.INFO, () -> line(context, event, target, outcome));
  }

  static String line(RequestContext context, String event, String target, String outcome) {
    Caller caller = context.caller();
    return "event="
        + event
        + " actor="
        + (caller == null ? "-" : caller.id())
        + " target="
        + (target == null ? "-" : target)
        + " outcome="
        + outcome
        + " request_id="
        + context.head().requestId()
        + " address="
        + context.client().address();
  }
}
