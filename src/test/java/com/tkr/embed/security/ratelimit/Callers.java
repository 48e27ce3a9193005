package com.tkr.embed.security.ratelimit;

import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.CallerLimits;
import com.tkr.embed.security.apikey.Permission;
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
