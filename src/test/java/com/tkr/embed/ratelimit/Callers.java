package com.tkr.embed.ratelimit;

import com.tkr.embed.request.Caller;
import com.tkr.embed.request.CallerLimits;
import com.tkr.embed.request.Permission;
import java.util.Set;

/** Callers of every kind. */
final class Callers {
  private Callers() {}

  static Caller key(String id, CallerLimits limits) {
    return new Caller("key:" + id, Caller.Kind.API_KEY, Set.of(Permission.ALL), limits);
  }

  static Caller master() {
    return new Caller("master", Caller.Kind.MASTER_KEY, Set.of(Permission.ALL), null);
  }

  static Caller address(String address) {
    return new Caller("ip:" + address, Caller.Kind.ANONYMOUS, Set.of(), null);
  }
}
