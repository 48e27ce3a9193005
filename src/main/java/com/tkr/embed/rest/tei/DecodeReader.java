package com.tkr.embed.rest.tei;

import com.tkr.embed.config.settings.ServerSettings;
import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.rest.body.RequestBody;
import com.tkr.embed.rest.codec.InputElements;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.JsonReader;
import com.tkr.embed.rest.codec.RequestLimits;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code {"ids":[..]|[[..],..],"skip_special_tokens"}} of {@code /decode}. Thread-safe. */
@Dependent
public class DecodeReader {
  private final int most;
  private final JsonReader json;

  @Inject
  public DecodeReader(RequestLimits limits, Settings settings) {
    most = settings.get(ServerSettings.MAX_INPUTS);
    json = JsonReader.tolerant(limits.textCharacters(), 0);
  }

  /**
   * What is asked.
   *
   * @param ids of each text
   * @param special whether special tokens are spelled out
   */
  record Decoding(List<int[]> ids, boolean special) {}

  Decoding read(RequestBody body) {
    List<int[]> all = new ArrayList<>();
    boolean[] skip = {true};
    InputElements elements =
        new InputElements(
            most,
            other -> {
              throw Invalid.field(other.name(), "must be a token id or a list of them");
            },
            ids -> all.add(ids.ids()));
    json.read(
        body,
        Map.of("ids", elements::read, "skip_special_tokens", value -> skip[0] = value.bool()));
    if (all.isEmpty()) {
      throw Invalid.field("ids", "must be a list of token ids, or of such lists, not empty");
    }
    return new Decoding(all, !skip[0]);
  }
}
