/** The one implementation of the model port, on Apple's MLX through JavaCPP. */
package com.tkr.embed.mlx;
