package com.tkr.embed.input.fetch;

import com.tkr.embed.error.Cancellation;
import com.tkr.embed.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches files by GET, within bytes, time and redirects, from public addresses alone: without a
 * proxy, cookies, credentials or compression, each time by a connection of its own. What a file is,
 * its bytes will tell. Thread-safe; callers wait.
 */
public final class PictureFetch implements AutoCloseable {
  private static final int OK = 200;
  private static final int MOST_CONNECTIONS = 64;

  private final FetchLimits limits;
  private final CheckedResolver resolver;
  private final CloseableHttpClient client;

  /** Fetches within these limits. */
  public PictureFetch(FetchLimits limits) {
    this(limits, new CheckedResolver(InetAddress::getAllByName, PublicNetworks::contain));
  }

  PictureFetch(FetchLimits limits, CheckedResolver resolver) {
    this.limits = limits;
    this.resolver = resolver;
    Timeout time = Timeout.of(limits.time());
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver)
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(time)
                            .setSocketTimeout(time)
                            .build())
                    .build())
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("tkr-embed")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  /** The limits. */
  public FetchLimits limits() {
    return limits;
  }

  /**
   * A file's bytes.
   *
   * @throws FetchFailed when it is not fetched
   * @throws java.util.concurrent.CancellationException when nobody waited for it any more
   */
  public byte[] fetch(String address, Cancellation cancellation) throws FetchFailed {
    cancellation.check();
    Cancellation over = cancellation.orAfter(limits.time());
    URI uri = PictureAddress.of(address, limits);
    for (int hop = 0; hop <= FetchLimits.REDIRECTS; hop++) {
      Answer answer = get(uri, over);
      if (answer.location() == null) {
        return answer.file();
      }
      uri = PictureAddress.redirected(uri, answer.location(), limits);
    }
    throw FetchFailed.because("is at an address that leads on more than 3 times");
  }

  /** Ends the exchange when it is over, whatever the other side is sending by then. */
  private Answer get(URI uri, Cancellation over) throws FetchFailed {
    HttpGet get = new HttpGet(uri);
    try (Cancellation.Registration end = over.onCancel(get::cancel)) {
      return over.interrupting(() -> exchange(get));
    } catch (FetchFailed e) {
      throw e;
    } catch (Exception e) {
      // what failed, and how, would tell of networks that the client cannot see
      throw FetchFailed.because("could not be fetched from its address");
    } finally {
      get.cancel();
    }
  }

  private Answer exchange(HttpGet get) throws FetchFailed, IOException, HttpException {
    try (ClassicHttpResponse response =
        client.executeOpen(RoutingSupport.determineHost(get), get, null)) {
      return answer(response);
    }
  }

  private Answer answer(ClassicHttpResponse response) throws FetchFailed, IOException {
    int status = response.getCode();
    Header location = response.getFirstHeader("Location");
    if (status / 100 == 3 && location != null) {
      return new Answer(new byte[0], location.getValue());
    }
    HttpEntity entity = response.getEntity();
    if (status != OK || entity == null) {
      throw FetchFailed.because("could not be fetched: its server answered " + status);
    }
    if (entity.getContentLength() > limits.bytes()) {
      throw tooLarge();
    }
    try (InputStream in = entity.getContent()) {
      byte[] file = in.readNBytes(limits.bytes() + 1);
      if (file.length > limits.bytes()) {
        throw tooLarge();
      }
      return new Answer(file, null);
    }
  }

  private FetchFailed tooLarge() {
    return new FetchFailed(
        ErrorCode.PAYLOAD_TOO_LARGE, "is larger than the limit of " + limits.bytes() + " bytes");
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    resolver.close();
  }
}
