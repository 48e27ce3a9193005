/**
 * Where settings get their values: YAML files, the environment, system properties and defaults,
 * with every problem told at once.
 */
package com.tkr.embed.sources;
