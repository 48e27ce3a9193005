/**
 * PDF files to pictures of their pages, drawn by PDFBox in processes of their own: what a file does
 * to one of those, in time, memory or worse, it does to no request but its own. The only package
 * that knows PDFBox.
 */
@NullMarked
package com.tkr.embed.input.pdf;

import org.jspecify.annotations.NullMarked;
