package com.tkr.embed.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The document and the server say the same. */
@ExtendWith(SharedServer.class)
class OpenApiIT {
  /** Served by a filter and by the platform. */
  private static final Set<String> OUTSIDE_RESOURCES =
      Set.of("GET /health", "GET /health/live", "GET /health/ready", "GET /health/started");

  private static final List<String> EVERY_POST = List.of("400", "406", "413", "415", "500", "503");

  private final Http http;

  OpenApiIT(Http http) {
    this.http = http;
  }

  @Test
  void every_method_of_the_resources_is_described_and_nothing_else() {
    Set<String> served = new TreeSet<>(OUTSIDE_RESOURCES);
    served.addAll(resourceMethods());
    assertThat(new TreeSet<>(operations().keySet())).isEqualTo(served);
  }

  @Test
  void every_example_runs_as_it_stands() {
    operations()
        .forEach(
            (operation, description) ->
                description
                    .findValues("examples")
                    .forEach(
                        examples ->
                            examples.forEach(
                                example -> runs(operation, example.get("value").toString()))));
  }

  @Test
  void every_operation_that_takes_a_body_declares_how_it_may_be_refused() {
    operations()
        .forEach(
            (operation, description) -> {
              if (operation.startsWith("POST")) {
                assertThat(description.get("responses").fieldNames())
                    .toIterable()
                    .contains("200")
                    .containsAll(EVERY_POST);
              }
            });
  }

  @Test
  void the_document_names_no_host() {
    assertThat(document().get("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
  }

  @Test
  void the_document_comes_as_yaml_too() {
    HttpResponse<byte[]> yaml = http.get("/openapi");
    assertThat(new String(yaml.body())).startsWith("openapi: 3.0");
  }

  private void runs(String operation, String body) {
    HttpResponse<byte[]> response = http.postJson(operation.split(" ")[1], body);
    assertThat(response.statusCode()).as(operation + " " + body).isEqualTo(200);
  }

  private JsonNode document() {
    return Http.json(http.get("/openapi?format=JSON"));
  }

  /** "METHOD /path" to its description. */
  private Map<String, JsonNode> operations() {
    JsonNode paths = document().get("paths");
    return paths.properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        method ->
                            Map.entry(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<String> resourceMethods() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.tkr.embed")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .flatMap(type -> type.getMethods().stream().flatMap(method -> operation(type, method)))
            .toList();
  }

  private static Stream<String> operation(JavaClass type, JavaMethod method) {
    return method.getAnnotations().stream()
        .map(JavaAnnotation::getRawType)
        .filter(annotation -> annotation.isAnnotatedWith(HttpMethod.class))
        .map(annotation -> annotation.getSimpleName() + " " + path(type, method));
  }

  private static String path(JavaClass type, JavaMethod method) {
    Optional<Path> own = method.tryGetAnnotationOfType(Path.class);
    return Stream.of(Optional.of(type.getAnnotationOfType(Path.class)), own)
        .flatMap(Optional::stream)
        .map(Path::value)
        .collect(Collectors.joining("/", "/", ""));
  }
}
