package com.tkr.embed.rest.grizzly;

import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Processor;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpServerProbe;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.nio.NIOTransport;

/**
 * The network listeners of Payara, reached by reflection: its kernel publishes no API for them and
 * no artifact to compile against (com.sun.enterprise.v3.services.impl.GrizzlyService).
 */
final class ContainerListeners {
  private static final String GLOBALS = "org.glassfish.internal.api.Globals";
  private static final String SERVICE = "com.sun.enterprise.v3.services.impl.GrizzlyService";

  /** Tells requests that the container has given them up. */
  private static final HttpServerProbe CANCELLATIONS =
      new HttpServerProbe.Adapter() {
        @Override
        @SuppressWarnings("rawtypes")
        public void onRequestCancelEvent(
            org.glassfish.grizzly.http.server.HttpServerFilter filter,
            Connection connection,
            Request request) {
          if (request.getAttribute(RequestProgress.ATTRIBUTE) instanceof RequestProgress progress) {
            progress.cancel();
          }
        }
      };

  private ContainerListeners() {}

  /**
   * Shows the guard everything that happens on all listeners.
   *
   * @return how many there are
   * @throws ReflectiveOperationException when this is another Payara than we know
   */
  static int watch(ConnectionGuard guard) throws ReflectiveOperationException {
    List<NIOTransport> transports = transports();
    for (NIOTransport transport : transports) {
      transport.getConnectionMonitoringConfig().addProbes(guard.socketEvents());
      filters(transport, HttpServerFilter.class)
          .forEach(codec -> codec.getMonitoringConfig().addProbes(guard.httpEvents()));
    }
    return transports.size();
  }

  /**
   * Has all listeners word their rejections in our way, and tell which clients wait.
   *
   * @param mostBytes of a body that any path takes
   * @throws ReflectiveOperationException when this is another Payara than we know
   */
  static void guard(RejectedResponses rejected, WaitingClients clients, long mostBytes)
      throws ReflectiveOperationException {
    ReasonPhrases.register();
    RefusedRequests refused = new RefusedRequests(rejected);
    for (NIOTransport transport : transports()) {
      IgnoredUpgrades.attachTo(transport);
      filters(transport, HttpServerFilter.class).forEach(refused::attachTo);
      filters(transport, org.glassfish.grizzly.http.server.HttpServerFilter.class)
          .forEach(
              listener -> {
                PreServletHandler.before(listener, rejected, clients);
                listener.getMonitoringConfig().addProbes(CANCELLATIONS, RequestFraming.answers());
              });
      RequestFraming.into((FilterChain) transport.getProcessor(), mostBytes);
    }
  }

  private static List<NIOTransport> transports() throws ReflectiveOperationException {
    Class<?> type = Class.forName(SERVICE);
    Object service = Class.forName(GLOBALS).getMethod("get", Class.class).invoke(null, type);
    var field = type.getDeclaredField("proxies");
    field.setAccessible(true);
    List<NIOTransport> transports = new ArrayList<>();
    for (Object proxy : (Iterable<?>) field.get(service)) {
      Object listener = call(proxy, "getUnderlyingListener");
      transports.add((NIOTransport) call(listener, "getTransport"));
    }
    return transports;
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private static <T> List<T> filters(NIOTransport transport, Class<T> type) {
    Processor<?> processor = transport.getProcessor();
    List<T> filters = new ArrayList<>();
    if (processor instanceof FilterChain chain) {
      chain.stream().filter(type::isInstance).forEach(filter -> filters.add(type.cast(filter)));
    }
    return filters;
  }
}
