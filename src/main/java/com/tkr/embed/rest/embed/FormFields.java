package com.tkr.embed.rest.embed;

import com.tkr.embed.input.EncodedImage;
import com.tkr.embed.rest.codec.FormPart;
import com.tkr.embed.rest.codec.Inputs;
import com.tkr.embed.rest.codec.Invalid;
import com.tkr.embed.rest.codec.KnownNames;
import com.tkr.embed.rest.codec.MultipartReader;
import com.tkr.embed.rest.codec.RequestLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of a form as they are read: options, images, a text. */
final class FormFields {
  private final RequestLimits limits;
  private final EmbedOptions options;
  private final KnownNames once = new KnownNames("option", EmbedOptions.AS_TEXT.keySet());
  private final Map<String, MultipartReader.PartReader> readers = new HashMap<>();
  private final List<byte[]> files = new ArrayList<>();
  private @Nullable String text;

  FormFields(RequestLimits limits, EmbedOptions options) {
    this.limits = limits;
    this.options = options;
    for (String name : EmbedOptions.AS_TEXT.keySet()) {
      readers.put(name, part -> readOption(name, part.text(limits.textCharacters())));
    }
  }

  /** Expects images under a name. */
  FormFields expectImages(String name) {
    readers.put(name, this::readFile);
    return this;
  }

  /** Expects a text under a name. */
  FormFields expectText(String name) {
    readers.put(name, this::readText);
    return this;
  }

  /** Takes the options among the query parameters; others are not the form's business. */
  void readQuery(Map<String, List<String>> query) {
    EmbedOptions.AS_TEXT.forEach(
        (name, option) ->
            query.getOrDefault(name, List.of()).forEach(value -> readOption(name, value)));
  }

  /** The readers of the parts, by name. */
  Map<String, MultipartReader.PartReader> readers() {
    return readers;
  }

  /** The images in the order of the body. */
  List<EncodedImage> images() {
    return files.stream().map(file -> new EncodedImage(file, options.exifOrientation())).toList();
  }

  /** The text, {@code null} when there is none. */
  @Nullable String text() {
    return text;
  }

  private void readOption(String name, String value) {
    once.requireOnce(name);
    Objects.requireNonNull(EmbedOptions.AS_TEXT.get(name)).accept(options, value);
  }

  private void readFile(FormPart part) throws IOException {
    byte[] file = part.file(Inputs.element(part.name(), files.size()), limits.fileBytes());
    if (part.isEmptyFile(file)) {
      return;
    }
    if (files.size() == limits.images()) {
      throw Invalid.field(
          part.name(), "may stand in the form " + limits.images() + " times at most");
    }
    files.add(file);
  }

  private void readText(FormPart part) throws IOException {
    if (text != null) {
      throw Invalid.repeated(part.name());
    }
    text = part.text(limits.textCharacters());
  }
}
