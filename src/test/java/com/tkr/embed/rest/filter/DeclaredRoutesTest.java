package com.tkr.embed.rest.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.security.apikey.Permission;
import com.tkr.embed.security.auth.Authorized;
import com.tkr.embed.security.auth.Open;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeclaredRoutesTest {
  @Test
  void every_route_says_whom_it_is_for() {
    List<Method> routes = resources().flatMap(DeclaredRoutesTest::routes).toList();
    assertThat(routes)
        .hasSizeGreaterThan(6)
        .allMatch(method -> DeclaredRoutes.isDeclared(method.getDeclaringClass(), method));
  }

  /** Their own methods would be bound without being looked at. */
  @Test
  void no_resource_hands_on_to_another() {
    assertThat(resources().flatMap(type -> Stream.of(type.getDeclaredMethods())))
        .noneMatch(
            method ->
                method.isAnnotationPresent(Path.class)
                    && DeclaredRoutes.verbs(method).findAny().isEmpty());
  }

  @Test
  void a_forgotten_declaration_is_noticed() throws NoSuchMethodException {
    assertThat(declared(Sample.class, "forgotten")).isFalse();
    assertThat(declared(Sample.class, "open")).isTrue();
    assertThat(declared(Sample.class, "authorized")).isTrue();
  }

  @Test
  void templates_are_paths_without_patterns() throws NoSuchMethodException {
    assertThat(template("forgotten")).isEqualTo("/admin/samples");
    assertThat(template("open")).isEqualTo("/admin/samples/{id}/rotate");
  }

  private static boolean declared(Class<?> type, String method) throws NoSuchMethodException {
    return DeclaredRoutes.isDeclared(type, type.getDeclaredMethod(method));
  }

  private static String template(String method) throws NoSuchMethodException {
    return DeclaredRoutes.template(Sample.class, Sample.class.getDeclaredMethod(method));
  }

  private static Stream<Class<?>> resources() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.tkr.embed")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect);
  }

  private static Stream<Method> routes(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> DeclaredRoutes.verbs(method).findAny().isPresent());
  }

  @Path("/admin/samples/")
  private static final class Sample {
    @GET
    void forgotten() {}

    @POST
    @Path("{id: [a-z]+}/rotate")
    @Open
    void open() {}

    @GET
    @Authorized(Permission.ADMIN)
    void authorized() {}
  }
}
