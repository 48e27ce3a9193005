/**
 * JPEG and TIFF decoded by libjpeg-turbo and libtiff through JavaCPP; files whose headers were read
 * and checked before.
 */
package com.tkr.embed.input.codec;
