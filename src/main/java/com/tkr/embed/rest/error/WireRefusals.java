package com.tkr.embed.rest.error;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.grizzly.RejectedResponse;
import com.tkr.embed.rest.grizzly.RejectedResponses;
import com.tkr.embed.rest.grizzly.RequestHeads;
import com.tkr.embed.security.auth.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Words the refusals of requests that never reach a filter of ours. */
@ApplicationScoped
public class WireRefusals implements RejectedResponses {
  @Override
  public RejectedResponse of(int status, UnaryOperator<String> requestHeader) {
    ErrorReport report = ErrorReports.ofStatus(status, null);
    Map<String, String> headers = new LinkedHashMap<>();
    RequestContext context = RequestHeads.unread(requestHeader, headers::put);
    AnswerHeaders.set(context, headers::put);
    headers.putAll(ErrorAnswer.headers(report));
    headers.put("Content-Type", ErrorAnswer.TYPE);
    return new RejectedResponse(report.status(), headers, ErrorAnswer.body(report, context));
  }
}
