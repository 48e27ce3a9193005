package com.tkr.embed.it;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the server of the suite, which serves the demonstration model: started for the first
 * of them, stopped after the last. Tests take it, or an {@link Http} that talks to it.
 */
final class SharedServer implements ParameterResolver {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("EMBEDDING_MODEL_PATH", "demo", "EMBEDDING_ENV", "testing");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Server.class || type == Http.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Server server = server(context);
    return parameter.getParameter().getType() == Server.class ? server : new Http(server);
  }

  private static Server server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedServer.class))
        .getOrComputeIfAbsent(
            Server.class,
            key -> Server.start("shared", ENVIRONMENT, "/health/ready"),
            Server.class);
  }
}
