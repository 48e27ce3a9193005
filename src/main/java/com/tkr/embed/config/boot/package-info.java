/**
 * The first code of a server's process: takes the run folder, starts the platform, and ends the
 * process where that fails. In a jar of its own beside the platform's, outside the WAR's class
 * loader; it needs nothing but the JDK.
 */
package com.tkr.embed.config.boot;
