package com.tkr.embed.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests one server of the suite: started for the first of them, stopped after the last. Tests
 * take it, or an {@link Http} that talks to it.
 */
abstract class SuiteServer implements ParameterResolver {
  abstract Server start();

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Server.class || type == Http.class;
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Server server = server(context);
    return parameter.getParameter().getType() == Server.class ? server : new Http(server);
  }

  private Server server(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(getClass()))
        .computeIfAbsent(Server.class, key -> start(), Server.class);
  }
}
