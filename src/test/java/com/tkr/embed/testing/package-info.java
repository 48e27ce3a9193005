/** Fakes that more than one package's tests use. */
package com.tkr.embed.testing;
