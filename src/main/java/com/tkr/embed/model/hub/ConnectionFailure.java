package com.tkr.embed.model.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why an address gave no answer, in words for the operator.
 *
 * @param place whom was asked
 * @param causes what the network threw, and why
 */
record ConnectionFailure(String place, List<Throwable> causes) {
  private static final int MOST_CAUSES = 20;

  static ConnectionFailure of(HubAccess access, URI address, Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, each -> each != null, Throwable::getCause)
            .limit(MOST_CAUSES)
            .toList();
    return new ConnectionFailure(access.place(address), causes);
  }

  /** What no second attempt betters is told at once. */
  IOException failure() {
    String line = place + ": " + words();
    return is(CertificateException.class) || is(CertPathBuilderException.class)
        ? new DownloadFailed(DownloadFailed.Reason.UNREACHABLE, line)
        : new TransientFailure(line);
  }

  private String words() {
    if (is(UnresolvedAddressException.class) || is(UnknownHostException.class)) {
      return "the host's name is not known here: is it right, and is there a network?";
    }
    if (is(SSLException.class)) {
      return certificate();
    }
    if (is(ConnectException.class)) {
      return "cannot be connected to: is there a network, and a hub at this address?";
    }
    if (is(HttpTimeoutException.class)) {
      return "does not answer";
    }
    return is(ProtocolException.class)
        ? "what answers does not speak HTTP"
        : "the connection broke before there was an answer";
  }

  private String certificate() {
    if (is(CertificateExpiredException.class)) {
      return "its certificate has expired, or this machine's clock is wrong";
    }
    if (is(CertificateNotYetValidException.class)) {
      return "its certificate is not valid yet, or this machine's clock is wrong";
    }
    if (is(CertPathBuilderException.class)) {
      return "its certificate is of an authority that Java does not trust; a file of those that it"
          + " shall trust is named by JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE";
    }
    return is(CertificateException.class)
        ? "its certificate is another host's, or not a sound one"
        : "TLS cannot be agreed on: is this an https address?";
  }

  private boolean is(Class<? extends Throwable> kind) {
    return causes.stream().anyMatch(kind::isInstance);
  }
}
