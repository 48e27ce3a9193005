/** Keys: their text, their checks, their life. */
@NullMarked
package com.tkr.embed.security.apikey;

import org.jspecify.annotations.NullMarked;
