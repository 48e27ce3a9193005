package com.tkr.embed.security.auth;

import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.Pepper;
import com.tkr.embed.security.apikey.Permission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys that are in the configuration or in memory alone, and may do everything. */
final class MasterKeys {
  private final Pepper pepper = new Pepper(Pepper.generate(new SecureRandom()));
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(byte[] digest, Caller caller) {}

  /** The operator's. */
  MasterKeys(List<String> texts) {
    Caller master = new Caller("master", Caller.Kind.MASTER_KEY, Set.of(Permission.ALL), null);
    texts.forEach(text -> add(text, master));
  }

  /** Takes one more. */
  void add(String text, Caller caller) {
    entries.add(new Entry(digest(text), caller));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whose a text is, in the same time whatever it is; null when it is none of them. */
  @Nullable Caller holder(String text) {
    if (entries.isEmpty()) {
      return null;
    }
    byte[] digest = digest(text);
    @Nullable Caller holder = null;
    for (Entry entry : entries) {
      holder = MessageDigest.isEqual(entry.digest(), digest) ? entry.caller() : holder;
    }
    return holder;
  }

  private byte[] digest(String text) {
    return pepper.digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
