/**
 * Every setting that there is, each with its names, its values and its default. Free of any
 * container.
 */
package com.tkr.embed.config.settings;
