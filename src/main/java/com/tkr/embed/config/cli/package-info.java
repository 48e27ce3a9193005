/**
 * The command line {@code ./deploy.sh config}: checks and shows the settings, and writes the files
 * of a start.
 */
package com.tkr.embed.config.cli;
