package com.tkr.embed.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sends one request by HTTP/2, frame by frame, and takes it back or not. */
final class Http2Socket implements AutoCloseable {
  private static final byte DATA = 0;
  private static final byte NONE = 0;
  private static final byte HEADERS = 1;
  private static final byte RST_STREAM = 3;
  private static final byte SETTINGS = 4;
  private static final byte END_STREAM = 1;
  private static final byte END_HEADERS = 4;
  private static final int CANCEL = 8;

  /** Bytes of content that every server takes in a frame. */
  private static final int FRAME = 1 << 14;

  private final Socket socket;

  /** Connects by TLS, where the server takes HTTP/2 by ALPN. */
  Http2Socket(ServerTls tls) throws Exception {
    SSLSocketFactory factory = tls.trusting().getSocketFactory();
    SSLSocket connected = (SSLSocket) factory.createSocket("localhost", tls.port());
    SSLParameters parameters = connected.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    connected.setSSLParameters(parameters);
    connected.startHandshake();
    socket = connected;
    write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, NONE, 0, new byte[0]);
  }

  /** Posts JSON on the first stream. */
  void post(String path, String id, String body) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    field(head, ":method", "POST");
    field(head, ":scheme", "https");
    field(head, ":authority", "localhost");
    field(head, ":path", path);
    field(head, "content-type", "application/json");
    field(head, "x-request-id", id);
    frame(HEADERS, END_HEADERS, 1, head.toByteArray());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += FRAME) {
      int to = Math.min(bytes.length, from + FRAME);
      frame(DATA, to < bytes.length ? NONE : END_STREAM, 1, Arrays.copyOfRange(bytes, from, to));
    }
  }

  /** Takes the request back. */
  void reset() throws IOException {
    frame(RST_STREAM, NONE, 1, ByteBuffer.allocate(4).putInt(CANCEL).array());
  }

  /** A header field as a literal that nobody remembers. */
  private static void field(ByteArrayOutputStream head, String name, String value) {
    head.write(0);
    for (String text : new String[] {name, value}) {
      head.write(text.length());
      head.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void frame(byte type, byte flags, int stream, byte[] content) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + content.length);
    frame.put((byte) (content.length >> 16)).putShort((short) content.length);
    write(frame.put(type).put(flags).putInt(stream).put(content).array());
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
