/** Accepts JSON Web Tokens of one issuer, under MicroProfile's settings. */
package com.tkr.embed.jwt;
