/** What the operator configured, read once and checked at start. */
package com.tkr.embed.config;
