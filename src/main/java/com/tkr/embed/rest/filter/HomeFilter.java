package com.tkr.embed.rest.filter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers who reads the root with the console's page; who posts there means a resource. It stands
 * behind the gate, which knows who may see the console; the root itself belongs to the resources,
 * and no servlet of ours can have it.
 */
public class HomeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getMethod().equals("POST")) {
      chain.doFilter(request, response);
    } else {
      request.getRequestDispatcher("/console/index.html").forward(request, response);
    }
  }
}
