package com.tkr.embed.api;

import com.tkr.embed.wire.RequestHead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the current request's header says about its body. */
@ApplicationScoped
public class RequestHeads {
  @Context private HttpHeaders headers;
  @Context private UriInfo uri;

  RequestHead current() {
    Map<String, List<String>> query = new HashMap<>(uri.getQueryParameters());
    String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return new RequestHead(
        headers.getMediaType() == null ? Map.of() : headers.getMediaType().getParameters(),
        headers.getHeaderString(HttpHeaders.CONTENT_ENCODING),
        length == null ? -1 : Long.parseLong(length),
        query);
  }
}
