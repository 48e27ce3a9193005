/** Turns user input into model input: limits, profile, prompt, decoded and resized images. */
package com.tkr.embed.input;
