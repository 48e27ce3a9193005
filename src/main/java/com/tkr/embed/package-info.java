/**
 * The server, in one direction: {@code api -> {wire, health, embedding}}, {@code embedding ->
 * {input, batching} -> model <- mlx}, {@code input -> {prompt, image, resize}}; {@code error} is a
 * leaf, and {@code config} is read by whom it concerns.
 */
package com.tkr.embed;
