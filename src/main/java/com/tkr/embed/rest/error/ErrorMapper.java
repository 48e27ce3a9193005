package com.tkr.embed.rest.error;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.grizzly.RequestHeads;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers everything that resources throw, as the JSON of an {@link ErrorReport}. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {
  private static final int FIRST_ERROR_STATUS = 400;

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof WebApplicationException e
        && e.getResponse().getStatus() < FIRST_ERROR_STATUS) {
      return e.getResponse();
    }
    ErrorReport report = ErrorReports.of(thrown);
    Response.ResponseBuilder response =
        Response.status(report.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(ErrorAnswer.body(report, context()));
    ErrorAnswer.headers(report).forEach(response::header);
    if (thrown instanceof WebApplicationException e) {
      response.header(HttpHeaders.ALLOW, e.getResponse().getHeaderString(HttpHeaders.ALLOW));
    }
    return response.build();
  }

  private RequestContext context() {
    RequestContext current = RequestContext.current();
    return current == null ? RequestHeads.of(request) : current;
  }
}
