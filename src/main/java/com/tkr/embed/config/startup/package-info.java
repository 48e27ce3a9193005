/**
 * Where the settings' values come from (YAML, environment, system properties, default), with all
 * problems reported at once; and what else is checked before the server serves.
 */
@NullMarked
package com.tkr.embed.config.startup;

import org.jspecify.annotations.NullMarked;
