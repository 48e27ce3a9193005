/** The port to the model: what it is given, what it answers, how it fails. */
@NullMarked
package com.tkr.embed.model;

import org.jspecify.annotations.NullMarked;
