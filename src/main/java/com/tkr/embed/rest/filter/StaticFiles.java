package com.tkr.embed.rest.filter;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files of the web root below the path it is mapped to: texts compressed to who takes
 * that, all else by the container's own servlet for files, which the resources at the root would
 * hide. Its parameter {@code home} is the path at which the visitor gets the page of these files;
 * the path without a slash leads there.
 */
public class StaticFiles extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String INDEX = "index.html";

  /** By path; of texts, whose number is that of the files. */
  private final transient Map<String, CompressedFile> compressed = new ConcurrentHashMap<>();

  private boolean isText(String file) {
    String type = getServletContext().getMimeType(file);
    return type != null
        && (type.startsWith("text/") || type.contains("javascript") || type.contains("json"));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String file = request.getPathInfo();
    String home = getInitParameter("home");
    if (file == null) {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", home);
    } else if (home.equals(request.getServletPath() + file)) {
      request.getRequestDispatcher(home + INDEX).forward(request, response);
    } else {
      serve(file, request, response);
    }
  }

  private void serve(String file, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (isText(file)) {
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      response.setHeader("Vary", "Accept-Encoding");
      Optional<CompressedFile> found = compressed(request.getServletPath() + file, request);
      if (found.isPresent()) {
        response.setContentType(getServletContext().getMimeType(file));
        send(found.get(), request, response);
        return;
      }
    }
    getServletContext().getNamedDispatcher("default").forward(request, response);
  }

  /** Empty where there is no such file, or its reader takes none that is compressed. */
  private Optional<CompressedFile> compressed(String path, HttpServletRequest request)
      throws IOException {
    if (path.contains("..") || !takesGzip(request.getHeader("Accept-Encoding"))) {
      return Optional.empty();
    }
    CompressedFile known = compressed.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    try (InputStream in = getServletContext().getResourceAsStream(path)) {
      return Optional.ofNullable(in)
          .map(file -> compressed.computeIfAbsent(path, any -> CompressedFile.of(file)));
    }
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Stream.of(accepted.split(","))
            .map(String::strip)
            .anyMatch(coding -> coding.equals("gzip") || coding.matches("gzip;q=(1|0\\.[1-9]).*"));
  }

  private static void send(
      CompressedFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("ETag", file.tag());
    String seen = request.getHeader("If-None-Match");
    if (seen != null && seen.contains(file.tag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setHeader("Content-Encoding", "gzip");
    response.setContentLength(file.content().length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(file.content());
    }
  }
}
