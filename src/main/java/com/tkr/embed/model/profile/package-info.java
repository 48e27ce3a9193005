/**
 * What differs between models, as data, and what a folder's files say of their recipe: whatever
 * would silently give other vectors refuses the folder.
 */
@NullMarked
package com.tkr.embed.model.profile;

import org.jspecify.annotations.NullMarked;
