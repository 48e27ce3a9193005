package com.tkr.embed.bench;

/** How vectors come back. */
enum Format {
  FLOAT("float JSON", "application/json", ""),
  BASE64("base64", "application/json", ",\"encoding_format\":\"base64\""),
  BYTES("octet-stream", "application/octet-stream", ""),
  /** Raw and unscaled, for vectors that carry moments. */
  CLOCK("octet-stream", "application/octet-stream", ",\"normalize\":false");

  private final String title;
  private final String accept;
  private final String option;

  Format(String title, String accept, String option) {
    this.title = title;
    this.accept = accept;
    this.option = option;
  }

  String title() {
    return title;
  }

  String accept() {
    return accept;
  }

  /** What the request's body says beside its texts. */
  String option() {
    return option;
  }
}
