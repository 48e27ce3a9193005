/**
 * The parts of the command line that need the platform's classes, each a process that it starts:
 * the selftest's, which loads a model by one path, and the reader of a tokenizer.
 */
@NullMarked
package com.tkr.embed.selftest;

import org.jspecify.annotations.NullMarked;
