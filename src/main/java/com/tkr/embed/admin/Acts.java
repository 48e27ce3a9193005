package com.tkr.embed.admin;

import com.tkr.embed.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;

/** Tells the audit log what administrators did. */
@ApplicationScoped
public class Acts {
  private static final System.Logger LOG = System.getLogger("com.tkr.embed.audit");

  /**
   * The current request's caller did something.
   *
   * @param event what, e.g. {@code cache.clear}
   * @param target what it was done to; holds no secret
   */
  void done(String event, String target) {
    RequestContext context = RequestContext.current();
    LOG.log(Level.INFO, "{0} {1} by {2}", event, target, context.caller().id());
  }
}
