package com.tkr.embed.security.apikey;

/**
 * The limits of one caller where they differ from the server's; null leaves the server's, 0 means
 * without limit.
 *
 * @param burst requests at once
 * @param perMinute requests in any 60 seconds
 * @param perHour requests in any hour
 * @param perDay requests in any 24 hours
 * @param itemsPerRequest how many input items count like one request in the item quota
 */
public record CallerLimits(
    Integer burst, Integer perMinute, Integer perHour, Integer perDay, Integer itemsPerRequest) {}
