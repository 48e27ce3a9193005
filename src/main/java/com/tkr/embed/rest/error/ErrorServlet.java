package com.tkr.embed.rest.error;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.observe.log.ClientLeft;
import com.tkr.embed.rest.grizzly.RequestHeads;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what the container refuses outside the resources, in place of its HTML page. */
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient ErrorAnswers answers;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (ClientLeft.caused(thrown)) {
      return;
    }
    ErrorReport report =
        ErrorReports.unlogged(status == null ? HttpServletResponse.SC_NOT_FOUND : (int) status);
    send(report, request, response);
    ErrorReports.log(report, thrown);
  }

  /** Fails when the client is gone: then that may be all that ever failed, and is not logged. */
  private void send(ErrorReport report, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestContext context = RequestHeads.of(request);
    if (!response.containsHeader(RequestHeads.REQUEST_ID)) {
      AnswerHeaders.set(context, response::setHeader);
    }
    answers.send(report, context, response);
    response.flushBuffer();
  }
}
