/**
 * The one implementation of the model port, on Apple's MLX through JavaCPP; the only package that
 * knows org.bytedeco.
 */
package com.tkr.embed.model.mlx;
