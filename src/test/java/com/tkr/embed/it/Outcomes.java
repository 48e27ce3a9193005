package com.tkr.embed.it;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts how the tests of a {@link TriedClient} end, and writes its row of the table. */
final class Outcomes implements TestWatcher, ParameterResolver, AfterAllCallback {
  private final Map<Integer, String> refusals = new TreeMap<>();
  private int passed;
  private int failed;

  /** What the client throws of an answer with a status. */
  void told(int status, Throwable thrown) {
    refusals.put(status, thrown.getClass().getSimpleName());
  }

  @Override
  public void testSuccessful(ExtensionContext test) {
    passed++;
  }

  @Override
  public void testFailed(ExtensionContext test, Throwable cause) {
    failed++;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Outcomes.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return this;
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Class<?> tests = context.getRequiredTestClass();
    ClientsTable.write(tests.getSimpleName(), List.of(row(tests.getAnnotation(TriedClient.class))));
  }

  private String row(TriedClient client) {
    Stream<String> thrown =
        ClientsTable.STATUSES.stream().map(status -> refusals.getOrDefault(status, "-"));
    return Stream.of(
            Stream.of(client.name(), version(client.library()), client.checked()),
            thrown,
            Stream.of(passed + " passed" + (failed == 0 ? "" : ", " + failed + " failed")))
        .flatMap(cells -> cells)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** That of the file that a class is of. */
  private static String version(Class<?> library) {
    String file = library.getProtectionDomain().getCodeSource().getLocation().getPath();
    return file.replaceAll(".*?-([0-9][^/]*)\\.jar", "$1");
  }
}
