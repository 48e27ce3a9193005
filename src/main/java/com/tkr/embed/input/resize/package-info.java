/** Rows of pixels, and their resize exactly as Pillow does it. */
package com.tkr.embed.input.resize;
