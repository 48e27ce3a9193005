/**
 * A dialect that nobody speaks: the one beside ours in the tests, made of the four files that any
 * dialect is made of.
 */
package com.tkr.embed.standin.dialect;
