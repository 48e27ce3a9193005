package com.tkr.embed.rest.filter;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The one table of what can be asked for: templates of paths and the methods they take. What the
 * platform serves is in it from the start, resources enter themselves when they are bound.
 * Thread-safe.
 */
@ApplicationScoped
public class Routes {
  /** Stands for every path that no template matches. */
  public static final String OTHER = "other";

  private static final List<String> PLATFORM =
      List.of(
          "/health",
          "/health/live",
          "/health/ready",
          "/health/started",
          "/metrics",
          "/openapi",
          "/docs",
          "/docs/",
          "/docs/{file}",
          "/",
          "/console",
          "/console/{file}",
          "/console/{folder}/{file}",
          "/console/{folder}/{library}/{file}");

  private final Map<String, Set<String>> exact = new ConcurrentHashMap<>();
  private final List<Template> variable = new CopyOnWriteArrayList<>();

  private record Template(String text, String[] segments, Set<String> methods) {
    boolean matches(String[] path) {
      if (path.length != segments.length) {
        return false;
      }
      for (int i = 0; i < path.length; i++) {
        boolean parameter = segments[i].startsWith("{") && !path[i].isEmpty();
        if (!parameter && !segments[i].equals(path[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /** The routes of the platform alone. */
  public Routes() {
    PLATFORM.forEach(path -> put(path, "GET"));
  }

  /**
   * Adds a route.
   *
   * @param template its path; segments in braces stand for any
   */
  void add(String template, String method) {
    put(template, method);
  }

  private void put(String template, String method) {
    Set<String> methods = template.indexOf('{') < 0 ? exact(template) : variable(template);
    methods.add(method);
    methods.add("OPTIONS");
    if (method.equals("GET")) {
      methods.add("HEAD");
    }
  }

  /** The template of a path; {@link #OTHER} when there is none. */
  public String template(String path) {
    if (exact.containsKey(path)) {
      return path;
    }
    return find(path).map(Template::text).orElse(OTHER);
  }

  /**
   * The methods that a path takes, in order; empty when there is no such path. {@code *} stands for
   * the server, which takes those of all (RFC 9110, section 9.3.7).
   */
  public Set<String> methods(String path) {
    if (path.equals("*")) {
      return all();
    }
    Set<String> methods = exact.get(path);
    return new TreeSet<>(
        methods == null ? find(path).map(Template::methods).orElse(Set.of()) : methods);
  }

  private Set<String> all() {
    Set<String> methods = new TreeSet<>();
    exact.values().forEach(methods::addAll);
    variable.forEach(template -> methods.addAll(template.methods()));
    return methods;
  }

  private Optional<Template> find(String path) {
    String[] segments = path.split("/", -1);
    return variable.stream().filter(template -> template.matches(segments)).findFirst();
  }

  private Set<String> exact(String template) {
    return exact.computeIfAbsent(template, path -> ConcurrentHashMap.newKeySet());
  }

  private Set<String> variable(String text) {
    for (Template template : variable) {
      if (template.text().equals(text)) {
        return template.methods();
      }
    }
    Template added = new Template(text, text.split("/", -1), ConcurrentHashMap.newKeySet());
    variable.add(added);
    return added.methods();
  }
}
