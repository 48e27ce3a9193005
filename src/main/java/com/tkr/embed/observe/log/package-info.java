/** Lines for people and machines: the log's formats, its file, and one line for every request. */
@NullMarked
package com.tkr.embed.observe.log;

import org.jspecify.annotations.NullMarked;
