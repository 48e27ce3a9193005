package com.tkr.embed.model.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The hub's protocol over real HTTP, for one repository: descriptions, file addresses, and the
 * bytes, those of LFS files from another port. What goes wrong is asked for.
 */
public final class StandInHub implements AutoCloseable {
  public static final String REPOSITORY = "Org/Some-Model-7B";

  private final Map<String, StandInFile> files = new TreeMap<>();
  private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer hub = server();
  private final HttpServer storage = server();
  private volatile String commit = "c0ffee".repeat(6) + "0000";
  private volatile String token = "";

  public StandInHub() throws IOException {
    hub.createContext("/", exchange -> handle(exchange, this::answer));
    storage.createContext("/", exchange -> handle(exchange, this::stored));
    hub.start();
    storage.start();
  }

  private HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public StandInHub file(String path, byte[] content) {
    files.put(path, new StandInFile(content, path.endsWith(".safetensors")));
    return this;
  }

  public StandInHub file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** What the next requests for a path of the hub, or for a file's bytes, come to. */
  public StandInHub fault(String path, Fault... next) {
    faults.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
    return this;
  }

  /** Only who sends this token is answered. */
  void requireToken(String wanted) {
    token = wanted;
  }

  /** A new commit. */
  void push(String next) {
    commit = next;
  }

  public String commit() {
    return commit;
  }

  public URI endpoint() {
    return address(hub);
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Method, path, range and credentials of what was asked: {@code GET /x bytes=5- Bearer t}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How often bytes of files were asked for. */
  long downloads() {
    return requests.stream()
        .filter(line -> line.startsWith("GET /lfs/") || line.startsWith("GET /api/resolve-cache/"))
        .count();
  }

  public void forgetRequests() {
    requests.clear();
  }

  private interface Handler {
    void handle(HttpExchange exchange, String path) throws IOException;
  }

  private void handle(HttpExchange exchange, Handler handler) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                path,
                header(exchange, "Range"),
                header(exchange, "Authorization"))
            .strip());
    try (exchange) {
      handler.handle(exchange, path);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    Optional<Fault> fault = next(path);
    String credentials = token.isEmpty() ? "" : "Bearer " + token;
    if (fault.isPresent()) {
      fault.get().answer(exchange, new byte[0]);
    } else if (!token.isEmpty() && !header(exchange, "Authorization").equals(credentials)) {
      Fault.status(401, "X-Error-Code", "GatedRepo").answer(exchange, new byte[0]);
    } else if (path.startsWith("/api/models/" + REPOSITORY + "/tree/")) {
      send(exchange, tree().getBytes(StandardCharsets.UTF_8));
    } else if (path.startsWith("/api/models/" + REPOSITORY)) {
      describe(exchange, path);
    } else if (path.startsWith("/" + REPOSITORY + "/resolve/")) {
      resolve(exchange, path.substring(("/" + REPOSITORY + "/resolve/").length()));
    } else if (path.startsWith("/api/resolve-cache/")) {
      String name = path.substring("/api/resolve-cache/".length());
      exchange.getResponseHeaders().set("ETag", "\"" + file(name).etag() + "\"");
      exchange.getResponseHeaders().set("X-Repo-Commit", commit);
      bytes(exchange, name);
    } else {
      Fault.status(404, "X-Error-Code", "RepoNotFound").answer(exchange, new byte[0]);
    }
  }

  private void describe(HttpExchange exchange, String path) throws IOException {
    String revision = path.substring(path.lastIndexOf('/') + 1);
    if (!List.of("main", commit, REPOSITORY.replaceFirst(".*/", "")).contains(revision)) {
      Fault.status(404, "X-Error-Code", "RevisionNotFound").answer(exchange, new byte[0]);
      return;
    }
    String siblings =
        files.keySet().stream()
            .map(name -> "{\"rfilename\":\"" + name + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    String json =
        "{\"_id\":\"6\\/7\",\"id\":\"%s\",\"tags\":[\"a:\\tb\",null],\"gated\":false,\"sha\":\"%s\",\"siblings\":%s}"
            .formatted(REPOSITORY, commit, siblings);
    send(exchange, json.getBytes(StandardCharsets.UTF_8));
  }

  private String tree() {
    return files.entrySet().stream()
        .map(entry -> entry.getValue().json(entry.getKey()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void resolve(HttpExchange exchange, String place) throws IOException {
    String name = place.substring(place.indexOf('/') + 1);
    StandInFile file = files.get(name);
    if (file == null) {
      Fault.status(404, "X-Error-Code", "EntryNotFound").answer(exchange, new byte[0]);
      return;
    }
    exchange.getResponseHeaders().set("X-Repo-Commit", commit);
    exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(file.content().length));
    exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + file.etag() + "\"");
    String location =
        file.lfs()
            ? address(storage) + "/lfs/" + name + "?signature=1"
            : "/api/resolve-cache/" + name;
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(file.lfs() ? 302 : 307, -1);
  }

  private void stored(HttpExchange exchange, String path) throws IOException {
    bytes(exchange, path.substring("/lfs/".length()));
  }

  private StandInFile file(String name) {
    return Objects.requireNonNull(files.get(name));
  }

  private void bytes(HttpExchange exchange, String name) throws IOException {
    byte[] content = file(name).content();
    int from = 0;
    String range = header(exchange, "Range");
    if (!range.isEmpty()) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      String given = "bytes %d-%d/%d".formatted(from, content.length - 1, content.length);
      exchange.getResponseHeaders().set("Content-Range", given);
    }
    byte[] wanted = Arrays.copyOfRange(content, from, content.length);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    Optional<Fault> fault = head ? Optional.empty() : next(name);
    if (fault.isPresent()) {
      fault.get().answer(exchange, wanted);
    } else {
      send(exchange, wanted);
    }
  }

  private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      Fault.begin(exchange, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Optional<Fault> next(String path) {
    Queue<Fault> left = faults.get(path);
    return left == null ? Optional.empty() : Optional.ofNullable(left.poll());
  }

  @Override
  public void close() {
    hub.stop(0);
    storage.stop(0);
    threads.shutdownNow();
  }
}
