package com.tkr.embed.security.auth;

/**
 * Where a request comes from.
 *
 * @param address the client's, as reported by trusted proxies where there are any
 * @param secure whether it came by TLS, to this server or to a trusted proxy
 * @param local whether it came from this machine, without a proxy, asking for it by a loopback name
 *     (so that no web page of another site can have sent it)
 */
public record ClientAddress(String address, boolean secure, boolean local) {}
