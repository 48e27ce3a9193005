package com.tkr.embed.rest.embed;

import com.tkr.embed.security.auth.Open;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Leads a browser to the documentation. */
@Path("")
@ApplicationScoped
public class HomeResource {
  @GET
  @Open
  public Response home() {
    return Response.status(Response.Status.FOUND).header(HttpHeaders.LOCATION, "/docs/").build();
  }
}
