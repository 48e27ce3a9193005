/** Compares vectors with vectors. */
package com.tkr.embed.similarity;
