/**
 * Requests and answers as bytes, free of any container: JSON and multipart bodies read streaming
 * under limits, vectors written as JSON, base64 or raw float32.
 */
package com.tkr.embed.wire;
