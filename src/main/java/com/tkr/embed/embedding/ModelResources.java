package com.tkr.embed.embedding;

import com.tkr.embed.config.settings.Settings;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.observe.metrics.ServingMetrics;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;

/**
 * What a model is served with, load after load.
 *
 * @param settings what the operator configured
 * @param environment variables of the process, which say where models come from
 * @param runtime opens the model
 * @param metrics are told what happens
 * @param threads makes every thread
 * @param availableBytes memory that the process may still take
 */
record ModelResources(
    Settings settings,
    Map<String, String> environment,
    ModelRuntime runtime,
    ServingMetrics metrics,
    ThreadFactory threads,
    LongSupplier availableBytes) {}
