/** The models of this machine, and which of the known ones would suit it. */
@NullMarked
package com.tkr.embed.model.listing;

import org.jspecify.annotations.NullMarked;
