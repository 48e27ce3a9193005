/**
 * Image files to pixels, bit for bit as the reference reads them; the only package that knows image
 * libraries.
 */
@NullMarked
package com.tkr.embed.input.image;

import org.jspecify.annotations.NullMarked;
