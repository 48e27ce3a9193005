package com.tkr.embed.input.pdf;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What PDF files may take.
 *
 * @param pages of the files of one request
 * @param pixels a page is drawn at, at most
 * @param time to open a file, or to draw a page
 * @param fontCache a folder for what is known of the machine's fonts; made where it is missing
 */
public record PdfLimits(int pages, int pixels, Duration time, Path fontCache) {}
