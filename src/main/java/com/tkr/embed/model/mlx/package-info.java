/**
 * What crosses to the two libraries of {@code native/}, through JavaCPP: the one implementation of
 * the model port, on Apple's MLX, and JPEG and TIFF files decoded by libjpeg-turbo and libtiff,
 * whose headers were read and checked before. The only package that knows org.bytedeco.
 */
@NullMarked
package com.tkr.embed.model.mlx;

import org.jspecify.annotations.NullMarked;
