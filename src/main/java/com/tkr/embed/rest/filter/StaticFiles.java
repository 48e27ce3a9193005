package com.tkr.embed.rest.filter;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Serves the files of the web root below the path it is mapped to, by the container's own servlet
 * for files, which the resources at the root would hide. Its parameter {@code home} is the path at
 * which the visitor gets the page of these files; the path without a slash leads there.
 */
public class StaticFiles extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String INDEX = "index.html";

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
    }
    getServletContext().getNamedDispatcher("default").forward(request, response);
  }
}
