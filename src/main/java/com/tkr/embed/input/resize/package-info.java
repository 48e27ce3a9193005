/** Rows of pixels, and their resize exactly as Pillow does it. */
@NullMarked
package com.tkr.embed.input.resize;

import org.jspecify.annotations.NullMarked;
