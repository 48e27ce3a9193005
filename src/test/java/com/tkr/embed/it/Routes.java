package com.tkr.embed.it;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server answers, found from its parts: {@code METHOD /path}. */
final class Routes {
  private static final Pattern MAPPING =
      Pattern.compile("<url-pattern>(/[^*<]*)\\*?</url-pattern>");

  private Routes() {}

  /** The methods of the resources. */
  static List<String> ofResources() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.tkr.embed")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .flatMap(type -> type.getMethods().stream().flatMap(method -> operation(type, method)))
            .toList();
  }

  /** The operations of the document. */
  static List<String> ofDocument(Http http) {
    return Http.json(http.get("/openapi?format=JSON")).get("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
        .toList();
  }

  /** What servlets and filters of the web application are mapped to. */
  static List<String> ofDescriptor() throws IOException {
    return MAPPING
        .matcher(Files.readString(java.nio.file.Path.of("webapp/WEB-INF/web.xml")))
        .results()
        .map((MatchResult mapping) -> "GET " + mapping.group(1))
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
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining("/", "/", ""))
        .replaceAll("\\{(\\w+): [^}]*}", "{$1}");
  }
}
