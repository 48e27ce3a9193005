/**
 * The part of the selftest that loads a model: a process for each path, started by the command
 * line.
 */
@NullMarked
package com.tkr.embed.selftest;

import org.jspecify.annotations.NullMarked;
