/** Pictures as rows of R, G, B: samples and palettes turned into them, orientation, canvases. */
package com.tkr.embed.pixel;
