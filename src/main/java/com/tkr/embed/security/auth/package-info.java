/** Who calls, and what they may do, before a byte of the body is read. */
@NullMarked
package com.tkr.embed.security.auth;

import org.jspecify.annotations.NullMarked;
