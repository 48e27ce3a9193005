/** Reads from a request's head who sends it, from where, and as part of which trace. */
package com.tkr.embed.intake;
