package com.tkr.embed.model.listing;

import com.tkr.embed.model.conversion.ConvertedModel;
import com.tkr.embed.model.conversion.ConvertedModels;
import com.tkr.embed.model.hub.CachedModel;
import com.tkr.embed.model.hub.HubCache;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code model list} tells.
 *
 * @param fetched from the hub, each snapshot of each repository
 * @param converted what was quantised once and kept
 * @param advice which of the known models suit this machine
 */
public record ModelListing(
    List<CachedModel> fetched, List<ConvertedModel> converted, ModelAdvice advice) {
  /** Looks into a cache, and beside it. */
  public static ModelListing of(HubCache cache) throws IOException {
    return new ModelListing(
        cache.models(), ConvertedModels.beside(cache).list(), ModelAdvice.here());
  }

  /** For programs. */
  public Map<String, Object> rows() {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("models", fetched.stream().map(ModelListing::row).toList());
    rows.put("converted", converted.stream().map(ModelListing::row).toList());
    rows.put("known", advice.rows());
    return rows;
  }

  private static Map<String, Object> row(CachedModel model) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", model.repository());
    row.put("profile", model.profile().orElse(null));
    row.put("commit", model.commit());
    row.put("bytes", model.bytes());
    row.put("folder", model.folder().toString());
    row.put("missing", model.missing().orElse(null));
    return row;
  }

  private static Map<String, Object> row(ConvertedModel model) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", model.key().model());
    row.put("quantization", model.key().quantization());
    row.put("group_size", model.key().groupSize());
    row.put("bytes", model.bytes());
    row.put("folder", model.folder().toString());
    return row;
  }
}
