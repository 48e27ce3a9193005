package com.tkr.embed.rest.filter;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Serves the files of the web root below the path it is mapped to, by the container's own servlet
 * for files, which the resources at the root would hide.
 */
public class StaticFiles extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String INDEX = "index.html";

  private boolean isText(String file) {
    String type = getServletContext().getMimeType(file);
    return type != null && (type.startsWith("text/") || type.contains("javascript"));
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String file = request.getPathInfo();
    if (file == null) {
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setHeader("Location", request.getServletPath() + "/");
    } else if (file.equals("/")) {
      request
          .getRequestDispatcher(request.getServletPath() + "/" + INDEX)
          .forward(request, response);
    } else {
      if (isText(file)) {
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      }
      getServletContext().getNamedDispatcher("default").forward(request, response);
    }
  }
}
