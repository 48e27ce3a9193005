/** Keys: their text, their checks, their life. */
package com.tkr.embed.security.apikey;
