/** Who calls, and what they may do, before a byte of the body is read. */
package com.tkr.embed.security.auth;
