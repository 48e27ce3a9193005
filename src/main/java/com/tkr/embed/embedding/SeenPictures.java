package com.tkr.embed.embedding;

import com.tkr.embed.input.SeenPicture;
import com.tkr.embed.model.ModelInfo;
import java.util.List;

/**
 * The pictures of a request as the model sees them.
 *
 * @param pictures in the order of the request
 */
public record SeenPictures(ModelInfo model, List<SeenPicture> pictures) {}
