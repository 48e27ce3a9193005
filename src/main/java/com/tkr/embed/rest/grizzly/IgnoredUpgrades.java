package com.tkr.embed.rest.grizzly;

import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.nio.NIOTransport;

/**
 * Has the listener ignore an {@code Upgrade} that nobody takes, as RFC 9110, 7.8 allows. Grizzly
 * would take all that follows such a head for the other protocol: a body that never ends. What a
 * filter before this one upgrades (HTTP/2, where it is on) never comes here.
 */
final class IgnoredUpgrades extends BaseFilter {
  private IgnoredUpgrades() {}

  /** For the connections that a listener accepts from now on. */
  static void attachTo(NIOTransport transport) {
    if (transport.getProcessor() instanceof FilterChain chain) {
      List<Filter> filters = new ArrayList<>();
      for (Filter filter : chain) {
        if (filter instanceof HttpServerFilter) {
          filters.add(new IgnoredUpgrades());
        }
        filters.add(filter);
      }
      transport.setProcessor(FilterChainBuilder.stateless().addAll(filters).build());
    }
  }

  @Override
  public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
    if (event.type() != HttpEvents.IncomingHttpUpgradeEvent.TYPE) {
      return context.getInvokeAction();
    }
    HttpHeader head = ((HttpEvents.IncomingHttpUpgradeEvent) event).getHttpHeader();
    head.setIgnoreContentModifiers(false);
    head.getUpgradeDC().recycle();
    return context.getStopAction();
  }
}
