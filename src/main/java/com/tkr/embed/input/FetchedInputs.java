package com.tkr.embed.input;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.input.fetch.FetchFailed;
import com.tkr.embed.input.fetch.PictureFetch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The addresses among the pictures of one request: all fetched at a time, each of them once. */
public final class FetchedInputs {
  private final PictureFetch fetch;
  private final Executor threads;
  private final Cancellation cancellation;
  private final Map<String, CompletableFuture<byte[]>> files = new HashMap<>();

  /**
   * Nothing fetched yet.
   *
   * @param threads which wait
   * @param cancellation of the request
   */
  public FetchedInputs(PictureFetch fetch, Executor threads, Cancellation cancellation) {
    this.cancellation = cancellation;
    this.fetch = fetch;
    this.threads = threads;
  }

  /** Whether there are any. */
  public static boolean areIn(List<EmbeddingInput> inputs) {
    return inputs.stream()
        .flatMap(EmbeddingInput::allImages)
        .anyMatch(image -> image.address() != null);
  }

  /**
   * The inputs with files in the place of addresses; fails with an {@link InvalidInput} when one is
   * not fetched.
   *
   * @throws java.util.concurrent.RejectedExecutionException when too many wait
   */
  public CompletableFuture<List<EmbeddingInput>> of(List<EmbeddingInput> inputs) {
    for (EmbeddingInput input : inputs) {
      input.allImages().forEach(this::begin);
    }
    return CompletableFuture.allOf(files.values().toArray(CompletableFuture<?>[]::new))
        .handle((done, failure) -> inputs.stream().map(this::fetched).toList());
  }

  private void begin(EncodedImage image) {
    String address = image.address();
    if (address != null) {
      files.computeIfAbsent(
          address, each -> CompletableFuture.supplyAsync(() -> file(each), threads));
    }
  }

  private byte[] file(String address) {
    try {
      return fetch.fetch(address, cancellation);
    } catch (FetchFailed e) {
      throw new CompletionException(e);
    }
  }

  private EmbeddingInput fetched(EmbeddingInput input) {
    String name = input.name();
    return input.fetched(fetched(input.images(), name), fetched(input.queryImages(), "query"));
  }

  private List<EncodedImage> fetched(List<EncodedImage> asked, String name) {
    List<EncodedImage> images = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      EncodedImage image = asked.get(i);
      CompletableFuture<byte[]> file = files.get(String.valueOf(image.address()));
      images.add(
          file == null ? image : new EncodedImage(bytes(file, name, i), image.exifOrientation()));
    }
    return images;
  }

  private static byte[] bytes(CompletableFuture<byte[]> file, String name, int image) {
    try {
      return file.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof FetchFailed failed) {
        throw invalid(failed, name, image);
      }
      throw e;
    }
  }

  private static InvalidInput invalid(FetchFailed e, String name, int image) {
    String field = name.isEmpty() ? "image[" + image + "]" : name;
    String which = name.isEmpty() ? "Image " + (image + 1) : name + ": The image";
    return new InvalidInput(e.code(), which + " " + e.getMessage() + ".", Map.of("field", field));
  }
}
