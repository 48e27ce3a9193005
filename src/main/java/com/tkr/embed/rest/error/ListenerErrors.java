package com.tkr.embed.rest.error;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.grizzly.RejectedResponse;
import com.tkr.embed.rest.grizzly.RejectedResponses;
import com.tkr.embed.rest.grizzly.RequestHeads;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Words the refusals of requests that never reach a filter of ours. */
@Dependent
public class ListenerErrors implements RejectedResponses {
  private static final int METHOD_NOT_ALLOWED = 405;

  @Inject private ErrorAnswers answers;

  @Override
  public RejectedResponse of(int status, String path, UnaryOperator<String> requestHeader) {
    ErrorReport report = ErrorReports.ofStatus(status, null);
    Map<String, String> headers = new LinkedHashMap<>();
    RequestContext context = RequestHeads.unread(path, requestHeader, headers::put);
    AnswerHeaders.set(context, headers::put);
    RejectedResponse answer = answers.of(report, context);
    headers.putAll(answer.headers());
    if (answer.status() == METHOD_NOT_ALLOWED) {
      headers.put("Allow", "GET, HEAD, POST, PATCH, DELETE, OPTIONS");
    }
    return new RejectedResponse(answer.status(), headers, answer.body());
  }
}
