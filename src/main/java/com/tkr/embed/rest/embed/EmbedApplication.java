package com.tkr.embed.rest.embed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Everything that is not the platform's or a static file is answered by resources at the root. */
@ApplicationPath("/")
@ApplicationScoped
public class EmbedApplication extends Application {
  @Override
  public Map<String, Object> getProperties() {
    return Map.of(
        "jersey.config.server.wadl.disableWadl", true,
        // features of other media types and of tracing, none of which we use, on every request
        "jersey.config.disableAutoDiscovery", true,
        // an absolute address would be made of the Host header, which anyone can write
        "jersey.config.server.headers.location.relative.resolution.disabled", true);
  }
}
