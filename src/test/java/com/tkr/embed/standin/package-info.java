/**
 * An engine of known cost and known vectors in place of the real one, with a record of its work:
 * packed into a WAR of its own for load tests and the serving benchmark.
 */
package com.tkr.embed.standin;
