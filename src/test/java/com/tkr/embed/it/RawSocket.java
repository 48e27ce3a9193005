package com.tkr.embed.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says to the server what no HTTP library would. */
final class RawSocket implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 90_000;

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final Socket socket;

  RawSocket(Server server) throws IOException {
    socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  RawSocket send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends as much as the server takes: it may have answered and closed before the end. */
  RawSocket send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    try {
      out.write(bytes);
    } catch (SocketException e) {
      return this;
    }
    return this;
  }

  /** Sends a chunk of a chunked body. */
  RawSocket chunk(int size) throws IOException {
    return send(Integer.toHexString(size) + "\r\n" + " ".repeat(size) + "\r\n");
  }

  /** The answer: until its declared end, or until the server closes. */
  String answer() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[8192];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        if (isWhole(answer.toString())) {
          break;
        }
      }
    } catch (SocketException e) {
      // closed with our bytes unread: what came before counts
    }
    return answer.toString();
  }

  /** All answers until the server closes. */
  List<String> answers() throws IOException {
    String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    List<String> answers = new ArrayList<>();
    while (!all.isEmpty()) {
      int end = end(all);
      answers.add(all.substring(0, end));
      all = all.substring(end);
    }
    return answers;
  }

  /** Where the first of some answers ends; all of it, where its head does not say. */
  private static int end(String answers) {
    int body = answers.indexOf("\r\n\r\n") + 4;
    Matcher length = LENGTH.matcher(answers);
    if (body <= 3) {
      return answers.length();
    }
    boolean declared = length.find() && length.start() < body;
    return body + (declared ? Integer.parseInt(length.group(1)) : 0);
  }

  private static boolean isWhole(String answer) {
    Matcher length = LENGTH.matcher(answer);
    int body = answer.indexOf("\r\n\r\n") + 4;
    return body > 3 && length.find() && answer.length() - body >= Integer.parseInt(length.group(1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
