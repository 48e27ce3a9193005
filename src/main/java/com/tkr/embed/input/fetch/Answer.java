package com.tkr.embed.input.fetch;

import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param file the body
 * @param location where it leads on to; {@code null} where it does not
 */
record Answer(byte[] file, @Nullable String location) {}
