/** Image files: formats told apart, headers checked, pixels decoded by libraries. */
package com.tkr.embed.image;
