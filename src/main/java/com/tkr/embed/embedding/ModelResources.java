package com.tkr.embed.embedding;

import com.tkr.embed.config.startup.CacheConfig;
import com.tkr.embed.config.startup.QueueConfig;
import com.tkr.embed.config.startup.ServerConfig;
import com.tkr.embed.model.ModelRuntime;
import com.tkr.embed.observe.metrics.ServingMetrics;
import java.util.concurrent.ThreadFactory;

/**
 * What a model is served with, load after load.
 *
 * @param config of the server and its model
 * @param cache what is configured about the cache
 * @param queue what is configured about the queue
 * @param runtime opens the model
 * @param metrics are told what happens
 * @param threads makes every thread
 */
record ModelResources(
    ServerConfig config,
    CacheConfig cache,
    QueueConfig queue,
    ModelRuntime runtime,
    ServingMetrics metrics,
    ThreadFactory threads) {}
