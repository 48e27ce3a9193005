package com.tkr.embed.http;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.json.SmallJson;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;

/** Answers what the container refuses outside the resources, in place of its HTML page. */
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ErrorReport report = report(request);
    String requestId = RequestIdFilter.of(request);
    response.setStatus(report.status());
    response.setHeader(RequestIdFilter.HEADER, requestId);
    response.setContentType(MediaType.APPLICATION_JSON + ";charset=UTF-8");
    response.getOutputStream().write(SmallJson.bytes(report.body(requestId)));
  }

  private static ErrorReport report(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    return ErrorReports.ofStatus(
        status == null ? HttpServletResponse.SC_NOT_FOUND : (Integer) status, (Throwable) thrown);
  }
}
