/** JSON Web Tokens of an issuer; the only package that knows JOSE. */
@NullMarked
package com.tkr.embed.security.jwt;

import org.jspecify.annotations.NullMarked;
