/** Sees to it that the engine comes back, and remembers which inputs ended a process. */
@NullMarked
package com.tkr.embed.embedding.watchdog;

import org.jspecify.annotations.NullMarked;
