/**
 * Vectors by input; what several requests want at once is computed once. The only package that
 * knows javax.cache.
 */
package com.tkr.embed.embedding.cache;
