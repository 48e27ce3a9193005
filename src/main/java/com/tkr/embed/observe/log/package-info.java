/** Lines for people and machines: the log's formats, its file, and one line for every request. */
package com.tkr.embed.observe.log;
