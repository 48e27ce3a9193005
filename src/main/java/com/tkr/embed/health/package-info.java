/** Liveness, readiness and startup, and the seed's health body. */
package com.tkr.embed.health;
