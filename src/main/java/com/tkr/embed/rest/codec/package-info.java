/**
 * Bodies and vectors as bytes: JSON and multipart read streaming under limits, vectors written as
 * JSON, base64 or raw float32. Free of any container.
 */
package com.tkr.embed.rest.codec;
