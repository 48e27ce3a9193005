package com.tkr.embed.model.profile;

import com.tkr.embed.model.ModelLoadFailed;
import com.tkr.embed.model.Positions;
import com.tkr.embed.model.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What differs between models of one architecture, as data: of known models in this package's
 * resources, of others in {@value #FILE_NAME} in the checkpoint folder. The embedding is the hidden
 * state of the last token; a reranker's score is made of it, of a query and a document.
 *
 * @param name the model family
 * @param demonstration whether vectors only mean something in the demonstration model's small world
 * @param prompt the whole prompt; its slots are {@code {instruction}}, {@code {images}} and {@code
 *     {text}}, a reranker's {@code {query_images}} and {@code {query_text}} besides, everything
 *     else is literal
 * @param image what stands in {@code {images}} once per image, around one {@code <|image_pad|>}
 * @param instruction what fills {@code {instruction}}
 * @param nothing the text that stands where an input has neither text nor image; empty where such
 *     an input is refused
 * @param answers of a reranker; empty where vectors are made
 * @param pictures how they are read
 * @param positions of the tokens of pictures
 * @param maxLength tokens per input at most
 * @param ending how an input's tokens end
 * @param matryoshka whether the model was trained for its vectors' leading dimensions (Matryoshka
 *     representation learning)
 * @param scales of bytes that the model was trained for, by the dimensions of its vectors: what 127
 *     stands for
 */
public record ModelProfile(
    String name,
    boolean demonstration,
    String prompt,
    String image,
    Instruction instruction,
    Optional<String> nothing,
    Optional<AnswerWords> answers,
    Pictures pictures,
    Positions positions,
    int maxLength,
    Ending ending,
    boolean matryoshka,
    Map<Integer, Float> scales) {
  static final String FILE_NAME = "embedding_profile.json";

  /**
   * The profile that lies in a checkpoint folder.
   *
   * @throws ModelLoadFailed when the file is unreadable, or a field is missing, unknown or invalid
   */
  static ModelProfile ofFolder(Path folder) {
    return ProfileReader.profile(ProfileJson.read(folder.resolve(FILE_NAME)));
  }

  /** What the model is for. */
  public Task task() {
    return answers.isPresent() ? Task.RERANK : Task.EMBED;
  }

  /** Whether a checkpoint folder says itself what its profile is. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE_NAME));
  }
}
