/** JSON Web Tokens of an issuer; the only package that knows JOSE. */
package com.tkr.embed.security.jwt;
