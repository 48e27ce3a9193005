/** From a model's name to its folder, and what tells one checkpoint from another. */
package com.tkr.embed.model.hub;
