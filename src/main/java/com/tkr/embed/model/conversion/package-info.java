/** Checkpoints quantised once and kept: where they lie, how they are made, found and removed. */
@NullMarked
package com.tkr.embed.model.conversion;

import org.jspecify.annotations.NullMarked;
