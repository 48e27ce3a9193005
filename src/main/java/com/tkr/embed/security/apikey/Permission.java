package com.tkr.embed.security.apikey;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a caller may be allowed to do. */
public enum Permission {
  EMBED_TEXT("embed:text"),
  EMBED_IMAGE("embed:image"),
  EMBED_MULTIMODAL("embed:multimodal"),
  SIMILARITY("similarity"),
  RERANK("rerank"),
  ADMIN("admin"),
  /** Everything, {@link #ADMIN} included. */
  ALL("*");

  private final String wireName;

  Permission(String wireName) {
    this.wireName = wireName;
  }

  /** As keys, tokens and requests name it. */
  public String wireName() {
    return wireName;
  }

  /** The permission of a name; empty when there is none. */
  public static Optional<Permission> named(String wireName) {
    return Arrays.stream(values())
        .filter(permission -> permission.wireName.equals(wireName))
        .findFirst();
  }

  /** All names, in the order that they are documented in. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(Permission::wireName).toList();
  }
}
