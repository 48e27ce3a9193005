package com.tkr.embed.input.prompt;

/**
 * A token of a text.
 *
 * @param id of the model's vocabulary
 * @param start of the characters of Unicode that it stands for, of which several tokens may share
 *     one
 * @param stop after the last of them
 */
public record TextToken(int id, int start, int stop) {}
