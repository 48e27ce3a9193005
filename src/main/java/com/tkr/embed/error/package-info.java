/** What can go wrong, as one hierarchy. */
package com.tkr.embed.error;
