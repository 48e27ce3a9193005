package com.tkr.embed.model;

/**
 * One resized image: {@code rgb} holds {@code height * width * 3} bytes, row-major, channels R, G,
 * B; both sides are multiples of {@link ModelInfo#imageFactor()}.
 */
public record ImagePixels(int height, int width, byte[] rgb) {}
