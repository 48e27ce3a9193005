package com.tkr.embed.model.conversion;

import com.tkr.embed.model.hub.CheckpointFingerprint;
import com.tkr.embed.model.hub.HubCache;
import java.nio.file.Path;

/**
 * What a conversion is made of, and how.
 *
 * @param model {@code org/name} of a model of the hub, else the checkpoint's folder
 * @param fingerprint which revision of it
 * @param quantization {@code q4} or {@code q8}
 * @param groupSize weights that share scale and bias
 * @param head whether it has the head, of which a reranker's scores are made
 */
public record ConversionKey(
    String model, String fingerprint, String quantization, int groupSize, boolean head) {
  /** Raised whenever a conversion that older code made is no longer what this code would make. */
  static final int FORMAT = 1;

  private static final int SHORT = 12;

  /** Of a checkpoint's folder as it is now. */
  public static ConversionKey of(Path folder, CheckpointConverter converter) {
    return new ConversionKey(
        model(folder),
        CheckpointFingerprint.of(folder),
        converter.quantization(),
        converter.groupSize(),
        converter.keepsHead());
  }

  /** What conversions of a folder are listed under. */
  public static String model(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    return HubCache.repository(whole).orElseGet(whole::toString);
  }

  /** The folder's name: for people, and another one for every key. */
  String folderName() {
    String name =
        model.startsWith("/")
            ? "%s-%08x".formatted(model.substring(model.lastIndexOf('/') + 1), model.hashCode())
            : model;
    return "%s-%s-%s-g%d%s-f%d"
        .formatted(
            name.replace("/", "--"),
            fingerprint.substring(0, SHORT),
            quantization,
            groupSize,
            head ? "-head" : "",
            FORMAT);
  }
}
