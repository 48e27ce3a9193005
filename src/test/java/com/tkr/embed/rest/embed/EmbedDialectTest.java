package com.tkr.embed.rest.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.tkr.embed.error.EmbeddingException;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.error.ErrorReport;
import com.tkr.embed.rest.codec.JsonDocument;
import com.tkr.embed.security.auth.RequestHead;
import com.tkr.embed.security.auth.Trace;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbedDialectTest {
  private final EmbedDialect dialect = new EmbedDialect();

  @Test
  void an_error_says_what_and_why_and_under_which_ids() {
    ErrorReport report =
        ErrorReport.of(
            new EmbeddingException(ErrorCode.VALIDATION_ERROR, "Told.", Map.of("field", "x")));
    RequestHead head = new RequestHead("id-1", new Trace("id-2", "", ""), "POST", "/embed/text");
    assertThat(dialect.status(report)).isEqualTo(400);
    assertThat(new String(JsonDocument.bytes(dialect.body(report, head)), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"error\":{\"code\":\"VALIDATION_ERROR\",\"message\":\"Told.\","
                + "\"details\":{\"field\":\"x\"},\"timestamp\":\""
                + report.timestamp()
                + "\",\"error_id\":\""
                + report.errorId()
                + "\",\"request_id\":\"id-1\",\"trace_id\":\"id-2\"}}");
  }
}
