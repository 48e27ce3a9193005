/** The port to the model: what it is given, what it answers, how it fails. */
package com.tkr.embed.model;
