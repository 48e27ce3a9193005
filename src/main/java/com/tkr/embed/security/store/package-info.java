/** The keys' database, H2 or PostgreSQL; the only package that knows drivers. */
@NullMarked
package com.tkr.embed.security.store;

import org.jspecify.annotations.NullMarked;
