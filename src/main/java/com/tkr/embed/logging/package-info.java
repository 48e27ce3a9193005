/** Writes the log: console and file, text and JSON, and a line for every request. */
package com.tkr.embed.logging;
