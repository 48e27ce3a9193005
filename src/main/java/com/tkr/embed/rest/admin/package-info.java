/** The routes of administrators: keys, limits, cache, model, configuration. */
package com.tkr.embed.rest.admin;
