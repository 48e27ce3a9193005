package com.tkr.embed.rest.codec;

/**
 * What the JSON of a body may be.
 *
 * @param textCharacters UTF-16 units of one text at most
 * @param unknownFields whether fields that nobody reads are passed over, or refused
 */
record JsonForm(int textCharacters, boolean unknownFields) {}
