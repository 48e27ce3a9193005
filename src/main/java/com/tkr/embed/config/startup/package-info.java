/** Settings as the running server reads them, and what is checked before it serves. */
package com.tkr.embed.config.startup;
