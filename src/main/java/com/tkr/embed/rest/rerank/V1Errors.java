package com.tkr.embed.rest.rerank;

import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.error.Dialect;
import com.tkr.embed.rest.openai.OpenAiErrors;
import com.tkr.embed.security.auth.RequestHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Errors of the path that Cohere's, Jina's, vLLM's and Voyage's clients share: those of its
 * neighbours, {@code {"error","detail"}}, with the {@code "message"} that Cohere's read.
 */
@ApplicationScoped
public class V1Errors implements Dialect {
  @Inject private OpenAiErrors neighbours;

  @Override
  public Set<String> paths() {
    return Set.of("/v1/rerank");
  }

  @Override
  public Map<String, ?> body(ErrorReport report, RequestHead head) {
    Map<String, Object> body = new LinkedHashMap<>(neighbours.body(report, head));
    body.put("message", report.message());
    return body;
  }
}
