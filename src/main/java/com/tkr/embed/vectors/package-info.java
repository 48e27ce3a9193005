/** Vectors written as JSON numbers, base64 or raw float32. */
package com.tkr.embed.vectors;
