/**
 * Two programs that need nothing but the JDK. {@link com.tkr.embed.config.cli.Main} is the command
 * line {@code ./deploy.sh config}: checks and shows the settings, and writes the files of a start.
 * {@link com.tkr.embed.config.cli.Boot}, in a jar beside the platform's, is the first code of a
 * server's process: takes the run folder, starts the platform, and ends the process where that
 * fails.
 */
@NullMarked
package com.tkr.embed.config.cli;

import org.jspecify.annotations.NullMarked;
