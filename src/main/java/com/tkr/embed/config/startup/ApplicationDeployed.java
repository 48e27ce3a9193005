package com.tkr.embed.config.startup;

/**
 * Whether the application is deployed and ends the process itself when that is told to stop. A
 * system property, because this class is loaded twice: by the process and by the WAR.
 */
public final class ApplicationDeployed {
  private static final String PROPERTY = "tkr.embed.serving";

  private ApplicationDeployed() {}

  /** From now on the application answers, and drains at a stop. */
  public static void begin() {
    System.setProperty(PROPERTY, "true");
  }

  /** It does no longer. */
  public static void end() {
    System.clearProperty(PROPERTY);
  }

  /** Whether it answers now. */
  public static boolean isUnderWay() {
    return Boolean.getBoolean(PROPERTY);
  }
}
