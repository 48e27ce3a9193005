/** From user input to model input: texts checked, pictures decoded, prompts filled. */
@NullMarked
package com.tkr.embed.input;

import org.jspecify.annotations.NullMarked;
