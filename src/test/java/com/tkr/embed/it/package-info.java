/** Tests of the whole server over HTTP, against a Payara Micro started once for all of them. */
package com.tkr.embed.it;
