/** The one hierarchy of errors that clients see; depends on nothing. */
package com.tkr.embed.error;
