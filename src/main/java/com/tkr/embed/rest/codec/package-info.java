/**
 * Bodies and vectors as bytes: JSON and multipart read streaming under limits, documents written as
 * JSON with their vectors as digits or base64, vectors as raw float32. Free of any container.
 */
@NullMarked
package com.tkr.embed.rest.codec;

import org.jspecify.annotations.NullMarked;
