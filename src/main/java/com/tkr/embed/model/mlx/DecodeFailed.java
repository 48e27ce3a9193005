package com.tkr.embed.model.mlx;

/**
 * A file that its library cannot decode, or that holds another picture than its header promised.
 */
public final class DecodeFailed extends Exception {
  private static final long serialVersionUID = 1L;

  DecodeFailed(Throwable cause) {
    super(cause);
  }
}
