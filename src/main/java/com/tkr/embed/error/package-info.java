/** What can go wrong, as one hierarchy. */
@NullMarked
package com.tkr.embed.error;

import org.jspecify.annotations.NullMarked;
