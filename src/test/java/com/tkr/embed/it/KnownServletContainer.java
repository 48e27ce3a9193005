package com.tkr.embed.it;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Payara Micro, with the tests' runner told to Arquillian in any case. The connector (3.1, {@code
 * PayaraMicroDeployableContainer.deploy}) takes the platform as started when the log has its ports,
 * and looks for the servlets in the text that it had at that moment; they come lines later, and
 * where these are late it finds none.
 */
public class KnownServletContainer extends PayaraMicroDeployableContainer {
  private static final String RUNNER = "ArquillianServletRunnerEE9";

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    ProtocolMetaData platform = super.deploy(archive);
    platform.getContexts(HTTPContext.class).forEach(KnownServletContainer::addRunner);
    return platform;
  }

  private static void addRunner(HTTPContext context) {
    if (context.getServletByName(RUNNER) == null) {
      context.add(new Servlet(RUNNER, "/"));
    }
  }
}
