/**
 * The server, in one direction: {@code rest -> security -> embedding -> input -> model}; {@code
 * config}, {@code observe} and {@code error} are read from everywhere. architecture.md draws every
 * arrow.
 */
package com.tkr.embed;
