package com.tkr.embed.security.auth;

import com.tkr.embed.security.apikey.Caller;
import com.tkr.embed.security.apikey.KeyText;
import com.tkr.embed.security.apikey.Permission;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.Set;

/**
 * A key with all permissions for whoever sits at the server's terminal, good until the process
 * ends. It is shown there and nowhere else; where nobody sits, there is none.
 */
final class DevelopmentKey {
  private static final System.Logger LOG = System.getLogger(DevelopmentKey.class.getName());

  private DevelopmentKey() {}

  /** Makes the key and shows it; takes it when it was shown. */
  static void show(Terminal terminal, MasterKeys masterKeys) {
    KeyText key = KeyText.generate(new SecureRandom());
    if (terminal.print("A key with all permissions, until the server stops: " + key.text())) {
      Set<Permission> all = Set.of(Permission.ALL);
      masterKeys.add(key.text(), new Caller("key:" + key.id(), Caller.Kind.API_KEY, all, null));
      LOG.log(Level.INFO, "Development: no key is needed. The terminal shows one to try");
    } else {
      LOG.log(
          Level.INFO,
          "Development: no key is needed on this machine. To administer from another one, set"
              + " EMBEDDING_API_KEY");
    }
  }
}
