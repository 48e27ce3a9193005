/** The model's prompt and its tokens; the only package that knows the tokenizer. */
package com.tkr.embed.input.prompt;
