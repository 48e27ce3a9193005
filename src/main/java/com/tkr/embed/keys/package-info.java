/** The API keys: made, kept, changed and known again. */
package com.tkr.embed.keys;
