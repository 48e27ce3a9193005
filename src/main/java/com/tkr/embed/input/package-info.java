/** Turns user input into model input: prompt, tokens, decoded and resized images. */
package com.tkr.embed.input;
