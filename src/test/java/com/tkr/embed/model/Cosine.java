package com.tkr.embed.model;

import static org.assertj.core.api.Assertions.assertThat;

/** How near a vector is to the reference's. */
public final class Cosine {
  private Cosine() {}

  /** Of two vectors of one length; fails where it is no number, which is greater than every bar. */
  public static double of(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double dot = 0;
    double normA = 0;
    double normB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      normA += (double) a[i] * a[i];
      normB += (double) b[i] * b[i];
    }
    double cosine = dot / Math.sqrt(normA * normB);
    assertThat(cosine).isFinite();
    return cosine;
  }
}
