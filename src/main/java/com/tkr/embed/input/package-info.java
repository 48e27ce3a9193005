/** From user input to model input: texts checked, pictures decoded, prompts filled. */
package com.tkr.embed.input;
