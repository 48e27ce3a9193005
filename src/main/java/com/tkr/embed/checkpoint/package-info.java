/**
 * What the files of a checkpoint folder say of the recipe that makes its vectors, held against the
 * recipe that is served: whatever would silently give other vectors refuses the folder.
 */
package com.tkr.embed.checkpoint;
