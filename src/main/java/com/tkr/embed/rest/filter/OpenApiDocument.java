package com.tkr.embed.rest.filter;

import com.tkr.embed.rest.codec.JsonDocument;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Serves the description of the API: as YAML, or as JSON to those who accept that or say {@code
 * ?format=JSON}. The platform's own servlet for it knows OpenAPI 3.1 alone, and cannot read {@code
 * additionalProperties: false}.
 */
public class OpenApiDocument extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "/WEB-INF/classes/META-INF/openapi.yaml";

  private static final String ANYTHING = "*/*";

  private transient byte[] yaml;
  private transient byte[] json;

  @Override
  public void init() {
    yaml = read(getServletContext());
    String text = new String(yaml, StandardCharsets.UTF_8);
    json = JsonDocument.bytes(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static byte[] read(ServletContext context) {
    try (InputStream in = Objects.requireNonNull(context.getResourceAsStream(FILE), FILE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String accept = Objects.requireNonNullElse(request.getHeader("Accept"), ANYTHING);
    String format = request.getParameter("format");
    if ("JSON".equalsIgnoreCase(format) || accept.contains(MediaType.APPLICATION_JSON)) {
      send(response, MediaType.APPLICATION_JSON, json);
    } else if (accept.contains("text/") || accept.contains("yaml") || accept.contains(ANYTHING)) {
      send(response, MediaType.TEXT_PLAIN, yaml);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_ACCEPTABLE);
    }
  }

  private static void send(HttpServletResponse response, String type, byte[] document)
      throws IOException {
    response.setContentType(type);
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
