package com.tkr.embed.rest.filter;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.auth.Open;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.stream.Stream;

/**
 * Looks at every method of a resource when it is bound: enters it into the routes, and denies it to
 * everyone when it does not say whom it is for.
 */
@Provider
@Dependent
public class DeclaredRoutes implements DynamicFeature {
  @Inject private Routes routes;

  /** Refuses every call of the method that it is bound to. */
  static final class Denial implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      throw new EmbeddingException(ErrorCode.AUTHORIZATION_ERROR, "Access denied.");
    }
  }

  @Override
  public void configure(ResourceInfo resource, FeatureContext binding) {
    Class<?> type = resource.getResourceClass();
    Method method = resource.getResourceMethod();
    if (!isDeclared(type, method)) {
      binding.register(new Denial());
    }
    if (type.isAnnotationPresent(Path.class)) {
      verbs(method).forEach(verb -> routes.add(template(type, method), verb));
    }
  }

  /** Whether a method says whom it is for, by itself or through its class. */
  static boolean isDeclared(Class<?> type, Method method) {
    return Stream.of(method, type)
        .anyMatch(place -> has(place, Authorized.class) || has(place, Open.class));
  }

  /** The HTTP methods that a method answers. */
  static Stream<String> verbs(Method method) {
    return Stream.of(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(HttpMethod::value);
  }

  /** The path of a method, parameters in braces without their patterns. */
  static String template(Class<?> type, Method method) {
    Path own = method.getAnnotation(Path.class);
    String whole =
        "/" + type.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
    String tidy = whole.replaceAll("\\{\\s*(\\w+)[^}]*}", "{$1}").replaceAll("/+", "/");
    return tidy.length() > 1 && tidy.endsWith("/") ? tidy.substring(0, tidy.length() - 1) : tidy;
  }

  private static boolean has(AnnotatedElement place, Class<? extends Annotation> annotation) {
    return place.isAnnotationPresent(annotation);
  }
}
