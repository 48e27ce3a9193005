package com.tkr.embed.fault;

import com.tkr.embed.connection.ClientLeft;
import com.tkr.embed.intake.RequestHeads;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what the container refuses outside the resources, in place of its HTML page. */
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (ClientLeft.caused((Throwable) thrown)) {
      return;
    }
    ErrorAnswer.send(
        ErrorReports.ofStatus(
            status == null ? HttpServletResponse.SC_NOT_FOUND : (Integer) status,
            (Throwable) thrown),
        RequestHeads.of(request),
        response);
  }
}
