package com.tkr.embed.config.settings;

/** Who may see the value of a setting. */
public enum Visibility {
  /** Administrators, over HTTP too. */
  ADMIN,
  /** Whoever runs the program on the machine: folders, files, addresses of other systems. */
  LOCAL,
  /** Nobody. */
  SECRET
}
