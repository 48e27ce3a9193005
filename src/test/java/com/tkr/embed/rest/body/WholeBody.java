package com.tkr.embed.rest.body;

import com.tkr.embed.rest.codec.ByteBudget;
import com.tkr.embed.rest.grizzly.RequestProgress;
import com.tkr.embed.security.auth.ClientAddress;
import com.tkr.embed.security.auth.Credentials;
import com.tkr.embed.security.auth.RequestContext;
import com.tkr.embed.security.auth.RequestHead;
import com.tkr.embed.security.auth.Trace;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.InputStream;
import java.util.Map;

/** Bodies as resources and their readers get them. */
public final class WholeBody {
  private static final Trace TRACE = new Trace("0".repeat(32), "0".repeat(16), "00");

  private WholeBody() {}

  /**
   * A body that may be read.
   *
   * @param mediaType the parameters of its media type
   */
  public static RequestBody of(
      InputStream in, Map<String, String> mediaType, int limit, ByteBudget budget) {
    return unread(in, mediaType, "identity", -1).open(in, limit, budget);
  }

  /** One that may not be read yet. */
  static RequestBody unread(
      InputStream in, Map<String, String> mediaType, String encoding, long length) {
    RequestHead head = new RequestHead("id", TRACE, "POST", "/embed/text", encoding, length);
    RequestContext context =
        new RequestContext(
            head, new ClientAddress("", false, false), Credentials.NONE, (name, value) -> {});
    return new RequestBody(
        context,
        new MediaType("application", "json", mediaType),
        new MultivaluedHashMap<>(),
        (RequestProgress) null,
        in);
  }
}
