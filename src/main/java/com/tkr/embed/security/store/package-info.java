/** The keys' database, H2 or PostgreSQL; the only package that knows drivers. */
package com.tkr.embed.security.store;
