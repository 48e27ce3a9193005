package com.tkr.embed.rest.error;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Finds the dialect of a path: of those that match the one whose pattern is longest. */
@Dependent
public class Dialects {
  private static final String BELOW = "/*";

  private final Map<String, Dialect> exact = new HashMap<>();
  private final Map<String, Dialect> below = new HashMap<>();

  /** Every bean that is one. */
  @Inject
  public Dialects(@Any Instance<Dialect> all) {
    this((Iterable<Dialect>) all);
  }

  /**
   * @param all of which one takes every path ({@code /*}), and no two the same
   */
  Dialects(Iterable<Dialect> all) {
    all.forEach(dialect -> dialect.paths().forEach(path -> add(path, dialect)));
  }

  private void add(String path, Dialect dialect) {
    boolean all = path.endsWith(BELOW);
    String key = all ? path.substring(0, path.length() - BELOW.length()) : path;
    if ((all ? below : exact).put(key, dialect) != null) {
      throw new IllegalStateException("Two dialects take " + path);
    }
  }

  /**
   * The dialect.
   *
   * @param path of a request, whatever its sender made of it
   */
  Dialect at(String path) {
    Dialect found = exact.get(path);
    for (String part = path; found == null && !part.isEmpty(); part = parent(part)) {
      found = below.get(part);
    }
    return Objects.requireNonNull(found == null ? below.get("") : found);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
