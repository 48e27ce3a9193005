package com.tkr.embed.config.settings;

/** Who may see something. */
public enum Audience {
  EVERYONE,
  ADMINISTRATORS,
  NOBODY
}
