package com.tkr.embed.rest.filter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers the root with the console's page, and passes nothing on. It stands behind the gate, which
 * knows who may see the console; the root itself belongs to the resources, and no servlet of ours
 * can have it.
 */
public class HomeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.getRequestDispatcher("/console/index.html").forward(request, response);
  }
}
