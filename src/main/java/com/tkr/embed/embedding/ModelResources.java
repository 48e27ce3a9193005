package com.tkr.embed.embedding;

import com.tkr.embed.config.startup.CacheConfig;
import com.tkr.embed.config.startup.ServerConfig;
import com.tkr.embed.embedding.batching.Batcher;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * What the owner of the model serves with.
 *
 * @param config of the server and its model
 * @param cache what is configured about the cache
 * @param batcher brings the inputs
 * @param preparation runs what comes before the batcher
 * @param threads for what else needs one
 */
record ModelResources(
    ServerConfig config,
    CacheConfig cache,
    Batcher batcher,
    Executor preparation,
    ThreadFactory threads) {}
