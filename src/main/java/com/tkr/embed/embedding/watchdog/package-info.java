/** Sees to it that the engine comes back, and remembers which inputs ended a process. */
package com.tkr.embed.embedding.watchdog;
