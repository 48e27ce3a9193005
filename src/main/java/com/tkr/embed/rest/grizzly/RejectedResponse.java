package com.tkr.embed.rest.grizzly;

import java.util.Map;

/**
 * The answer to a request that is refused.
 *
 * @param status of HTTP
 * @param headers all but Content-Length and Connection
 * @param body its bytes
 */
public record RejectedResponse(int status, Map<String, String> headers, byte[] body) {}
