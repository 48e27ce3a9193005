package com.tkr.embed.rest.error;

import com.tkr.embed.rest.grizzly.RejectedResponse;
import com.tkr.embed.rest.grizzly.RequestHeads;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers everything that resources throw. */
@Provider
@Dependent
public class ErrorMapper implements ExceptionMapper<Throwable> {
  private static final int FIRST_ERROR_STATUS = 400;

  @Context private HttpServletRequest request;
  @Inject private ErrorAnswers answers;

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof WebApplicationException e
        && e.getResponse().getStatus() < FIRST_ERROR_STATUS) {
      return e.getResponse();
    }
    RejectedResponse answer = answers.of(ErrorReports.of(thrown), context());
    Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
    answer.headers().forEach(response::header);
    response.type(MediaType.APPLICATION_JSON_TYPE);
    if (thrown instanceof WebApplicationException e) {
      response.header(HttpHeaders.ALLOW, e.getResponse().getHeaderString(HttpHeaders.ALLOW));
    }
    return response.build();
  }

  private RequestContext context() {
    return RequestContext.found().orElseGet(() -> RequestHeads.of(request));
  }
}
