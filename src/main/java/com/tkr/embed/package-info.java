/**
 * The server, in one direction: {@code api -> embedding -> {input, batching} -> model <- mlx};
 * {@code error} is a leaf, {@code config} is read by all, and {@code health} reads the model's
 * state.
 */
package com.tkr.embed;
