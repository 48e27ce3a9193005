/** Decides who calls and what they may do. */
package com.tkr.embed.security;
