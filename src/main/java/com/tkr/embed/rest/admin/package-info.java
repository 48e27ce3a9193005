/** The routes of administrators: keys, limits, cache, model, configuration. */
@NullMarked
package com.tkr.embed.rest.admin;

import org.jspecify.annotations.NullMarked;
