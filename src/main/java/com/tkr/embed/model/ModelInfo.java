package com.tkr.embed.model;

import java.util.Optional;

/**
 * What a loaded model is.
 *
 * @param name what answers call it, e.g. {@code Ops-MM-embedding-v1-7B}
 * @param embeddingDim floats per vector; 1 of a reranker, which makes scores
 * @param vocabSize ids below it are valid
 * @param maxPositionEmbeddings tokens per input at most
 * @param maxSharedTokens tokens at most of a beginning that inputs share and that is kept: a longer
 *     one is computed with each
 * @param imageFactor image sides are multiples of it (patch_size * spatial_merge_size)
 * @param mergeSize patches, in either direction, to an image token (spatial_merge_size)
 * @param device {@code gpu} or {@code cpu}
 * @param kernels {@code own} or {@code mlx}
 * @param activations {@code exact}, {@code int8} or, on a GPU, {@code f16}, as in force
 * @param quantization {@code none}, {@code q4}, {@code q8} or {@code mixed}, as in force
 * @param weightBytes bytes the weights take in memory
 * @param framework e.g. {@code MLX}
 * @param frameworkVersion e.g. {@code 0.32.4}
 * @param probe of the GPU on which it is loaded; empty on a CPU
 */
public record ModelInfo(
    String name,
    int embeddingDim,
    int vocabSize,
    int maxPositionEmbeddings,
    int maxSharedTokens,
    int imageFactor,
    int mergeSize,
    String device,
    String kernels,
    String activations,
    String quantization,
    long weightBytes,
    String framework,
    String frameworkVersion,
    Optional<DeviceProbe> probe) {}
