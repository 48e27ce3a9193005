package com.tkr.embed.input;

/**
 * Where an input comes from, of a request with PDF files.
 *
 * @param input index of the input that the client sent
 * @param page of its PDF file, from 1; 0 where it is none, or all of one
 */
public record DocumentPage(int input, int page) {}
