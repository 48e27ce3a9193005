package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What differs between models of the Qwen2-VL architecture, as data. Read from {@value #FILE_NAME}
 * in the checkpoint folder; a folder without one gets the profile of Ops-MM-embedding-v1, whose
 * values come from {@code fetch_image} and {@code get_fused_embeddings} in its {@code
 * ops_mm_embedding_v1.py}. The embedding is the hidden state of the last token.
 *
 * @param name the model family
 * @param demonstration whether vectors only mean something in the demonstration model's small world
 * @param prompt the whole prompt; its slots are {@code {instruction}}, {@code {images}} and {@code
 *     {text}}, everything else is literal
 * @param image what stands in {@code {images}} once per image, around one {@code <|image_pad|>}
 * @param defaultInstruction fills {@code {instruction}} when a request brings none
 * @param minPixels a resized image has at least about this many pixels
 * @param maxPixels a resized image has at most this many pixels
 * @param maxLength tokens per input at most
 */
public record ModelProfile(
    String name,
    boolean demonstration,
    String prompt,
    String image,
    String defaultInstruction,
    int minPixels,
    int maxPixels,
    int maxLength) {
  static final String FILE_NAME = "embedding_profile.json";
  private static final String BUILT_IN = "ops-mm-embedding-v1.json";

  /**
   * The profile of a checkpoint folder.
   *
   * @throws ModelLoadFailed when the file is unreadable, or a field is missing, unknown or invalid
   */
  public static ModelProfile of(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    boolean own = isOwn(folder);
    try (InputStream in =
        own ? Files.newInputStream(file) : ModelProfile.class.getResourceAsStream(BUILT_IN)) {
      return new ProfileJson(own ? file.toString() : BUILT_IN).read(in);
    } catch (IOException e) {
      throw new ModelLoadFailed(file + ": cannot be read", e);
    }
  }

  /** Whether a checkpoint folder says itself what its profile is. */
  public static boolean isOwn(Path folder) {
    return Files.exists(folder.resolve(FILE_NAME));
  }
}
