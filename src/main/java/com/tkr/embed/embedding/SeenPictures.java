package com.tkr.embed.embedding;

import com.tkr.embed.input.SeenPicture;
import java.util.List;

/**
 * The pictures of a request as the model sees them.
 *
 * @param model its name
 * @param tokenSide pixels that a token spans in either direction: two patches
 * @param pictures in the order of the request
 */
public record SeenPictures(String model, int tokenSide, List<SeenPicture> pictures) {}
