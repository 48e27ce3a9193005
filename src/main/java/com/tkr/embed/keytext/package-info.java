/** What a key looks like, and the digest that is kept of it. */
package com.tkr.embed.keytext;
