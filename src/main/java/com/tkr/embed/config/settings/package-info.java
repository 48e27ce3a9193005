/**
 * Every setting that there is, and where its value comes from: YAML, environment, system
 * properties, default; all problems are reported at once. Free of any container.
 */
package com.tkr.embed.config.settings;
