package com.tkr.embed.rest.embed;

import com.tkr.embed.rest.codec.EncodingFormat;
import com.tkr.embed.rest.codec.VectorJson;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code {"similarities":[[..]],"shape":[q,c],"metric":..,"processing_time":..}}. */
@Provider
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class SimilarityJsonWriter extends AnswerWriter<SimilarityAnswer> {
  public SimilarityJsonWriter() {
    super(SimilarityAnswer.class);
  }

  @Override
  void write(SimilarityAnswer answer, MultivaluedMap<String, Object> headers, OutputStream out)
      throws IOException {
    List<float[]> rows = answer.similarities();
    Map<String, Object> rest = new LinkedHashMap<>();
    rest.put("shape", List.of(rows.size(), rows.get(0).length));
    rest.put("metric", answer.metric().wireName());
    rest.put("processing_time", answer.processingTime());
    VectorJson.write(out, new VectorJson.Rows("similarities", rows, EncodingFormat.FLOAT), rest);
  }
}
