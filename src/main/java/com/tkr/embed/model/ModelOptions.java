package com.tkr.embed.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a checkpoint is loaded.
 *
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param quantization {@code auto}, {@code none}, {@code q4} or {@code q8}
 * @param kernels {@code auto}, {@code mlx} or {@code own}
 * @param activations {@code exact} or {@code int8}: what our CPU kernels round activations to
 * @param precision {@code auto}, {@code exact} or {@code fast}: of MLX's operations
 * @param threads of the CPU kernels; 0 for the process's cores
 * @param positions of the tokens of pictures
 * @param answers of which a score is made; empty where vectors are
 * @param converted the folder in which quantised weights are kept, for the next load; empty where
 *     they are not
 */
public record ModelOptions(
    String device,
    String quantization,
    String kernels,
    String activations,
    String precision,
    int threads,
    Positions positions,
    Optional<AnswerTokens> answers,
    Optional<Path> converted) {}
