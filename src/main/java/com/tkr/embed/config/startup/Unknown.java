package com.tkr.embed.config.startup;

import com.tkr.embed.error.NearestName;
import java.util.Collection;

/**
 * A name that nothing is called.
 *
 * @param prefix what it shares with the known ones, which says nothing about what was meant
 * @param name what follows
 * @param known what could have followed
 */
record Unknown(String prefix, String name, Collection<String> known) {
  /** All of it. */
  String whole() {
    return prefix + name;
  }

  /** What was probably meant, or where to look. */
  String hint() {
    return NearestName.of(name, known)
        .map(nearest -> "did you mean " + prefix + nearest + "?")
        .orElseGet(() -> "./deploy.sh config show lists all");
  }
}
