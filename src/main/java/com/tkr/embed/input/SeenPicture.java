package com.tkr.embed.input;

import com.tkr.embed.model.ImagePixels;
import java.util.Optional;

/**
 * A picture as the model sees it.
 *
 * @param width pixels of the file's picture, turned as it will be
 * @param height pixels of the same
 * @param seenWidth pixels after all resizes
 * @param seenHeight pixels of the same
 * @param pixels those that the model gets; empty where they were not asked for
 */
public record SeenPicture(
    int width, int height, int seenWidth, int seenHeight, Optional<ImagePixels> pixels) {}
