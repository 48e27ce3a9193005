/** From a model's name to its folder, and what tells one checkpoint from another. */
@NullMarked
package com.tkr.embed.model.hub;

import org.jspecify.annotations.NullMarked;
