/** The model's prompt and its tokens. */
package com.tkr.embed.prompt;
