package com.tkr.embed.input;

/**
 * An image file's bytes and whether its EXIF orientation is applied (the reference ignores it).
 *
 * @param bytes the file as uploaded
 * @param exifOrientation whether to turn the picture as its EXIF orientation says
 */
public record EncodedImage(byte[] bytes, boolean exifOrientation) {}
