/** Watches the engine from outside: ends a process that hangs, and remembers what killed one. */
package com.tkr.embed.engine;
