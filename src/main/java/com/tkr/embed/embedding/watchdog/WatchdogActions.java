package com.tkr.embed.embedding.watchdog;

import java.util.function.Consumer;

/**
 * What a watchdog does; each is called on its thread.
 *
 * @param onStuck once per batch that is over its limit, with one line for the operator; to take the
 *     server out of rotation
 * @param onRecovered when that batch came back after all
 * @param exit when it did not within the limit once more: to end the process at once, without
 *     shutdown hooks, which would wait for the same engine ({@code () -> Runtime.halt(EXIT_CODE)}),
 *     so that its supervisor starts it again
 */
public record WatchdogActions(Consumer<String> onStuck, Runnable onRecovered, Runnable exit) {
  /** Exit code of a process that its watchdog ended: EX_SOFTWARE of sysexits.h. */
  public static final int EXIT_CODE = 70;
}
