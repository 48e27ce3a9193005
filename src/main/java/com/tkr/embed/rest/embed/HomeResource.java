package com.tkr.embed.rest.embed;

import com.tkr.embed.config.settings.Audience;
import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.security.auth.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Leads a browser to the documentation, where there is one. */
@Path("")
@ApplicationScoped
public class HomeResource {
  @Inject private Settings settings;

  @GET
  @Open
  public Response home() {
    if (settings.get(ServerSettings.DOCS) == Audience.NOBODY) {
      throw new NotFoundException();
    }
    return Response.status(Response.Status.FOUND).header(HttpHeaders.LOCATION, "/docs/").build();
  }
}
