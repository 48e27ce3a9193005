/** The command line: checks and shows the settings, and writes what a server's start needs. */
package com.tkr.embed.launch;
