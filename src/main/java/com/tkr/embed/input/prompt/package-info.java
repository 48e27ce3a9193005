/** The model's prompt and its tokens; the only package that knows the tokenizer. */
@NullMarked
package com.tkr.embed.input.prompt;

import org.jspecify.annotations.NullMarked;
