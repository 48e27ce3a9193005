package com.tkr.embed.config.startup;

/** A bean that is asked at start, before the model loads, whether the server may serve. */
public interface StartCheck {
  /**
   * Makes ready what the server cannot do without.
   *
   * @throws StartupFailure when it may not serve
   */
  void check();
}
