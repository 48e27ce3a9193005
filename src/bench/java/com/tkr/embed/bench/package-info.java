/** The serving benchmark: open-loop load against servers that it starts itself. */
package com.tkr.embed.bench;
