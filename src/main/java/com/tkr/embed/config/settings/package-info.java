/**
 * Every setting that there is, each with its names, its values and its default. Free of any
 * container.
 */
@NullMarked
package com.tkr.embed.config.settings;

import org.jspecify.annotations.NullMarked;
