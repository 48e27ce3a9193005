package com.tkr.embed.http;

import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.json.SmallJson;
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
            .entity(SmallJson.bytes(report.body(RequestIdFilter.of(request))));
    if (report.code() == ErrorCode.REQUEST_TIMEOUT) {
      response.header("Connection", "close");
    }
    if (thrown instanceof WebApplicationException e) {
      response.header(HttpHeaders.ALLOW, e.getResponse().getHeaderString(HttpHeaders.ALLOW));
    }
    return response.header(HttpHeaders.RETRY_AFTER, retryAfter(report)).build();
  }

  /** Seconds; null for errors that trying again does not cure. */
  private static Object retryAfter(ErrorReport report) {
    if (report.status() == ErrorCode.RATE_LIMIT_EXCEEDED.status()) {
      return report.details().get("retry_after_seconds");
    }
    Object fallback = report.code() == ErrorCode.MODEL_NOT_READY ? 5 : 1;
    return report.status() == ErrorCode.SERVER_OVERLOADED.status()
        ? report.details().getOrDefault("retry_after_seconds", fallback)
        : null;
  }
}
