/** The size at which the model sees a picture, and resampling to it. */
package com.tkr.embed.resize;
