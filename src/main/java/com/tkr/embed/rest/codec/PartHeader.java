package com.tkr.embed.rest.codec;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.fileupload2.core.ParameterParser;

/**
 * The header of a form part.
 *
 * @param name the form field
 * @param emptyFile whether it is a browser's file field without a file: a file name that is empty
 * @param charset the declared charset in lower case, {@code utf-8} when there is none
 */
record PartHeader(String name, boolean emptyFile, String charset) {
  private static final Set<String> UNENCODED = Set.of("", "7bit", "8bit", "binary");

  /**
   * Parses header lines.
   *
   * @param number of the part in its form, from 1
   * @param header lines that end with CR LF
   */
  static PartHeader parse(int number, String header) {
    Map<String, String> fields =
        header
            .replaceAll("\r\n[ \t]+", " ")
            .lines()
            .filter(line -> line.indexOf(':') > 0)
            .collect(Collectors.toMap(PartHeader::fieldName, PartHeader::fieldValue, (a, b) -> a));
    requireFlat(number, fields);
    Map<String, String> disposition = parameters(fields.getOrDefault("content-disposition", ""));
    if (!disposition.containsKey("form-data") || disposition.get("name") == null) {
      throw Invalid.body(
          "Part " + number + " of the form has no Content-Disposition of form-data with a name.");
    }
    String charset = parameters(fields.getOrDefault("content-type", "")).get("charset");
    return new PartHeader(
        disposition.get("name"),
        disposition.containsKey("filename") && isBlank(disposition.get("filename")),
        charset == null ? "utf-8" : charset.toLowerCase(Locale.ROOT));
  }

  private static void requireFlat(int number, Map<String, String> fields) {
    if (fields.getOrDefault("content-type", "").toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw Invalid.body("Part " + number + " of the form is itself multipart.");
    }
    String encoding = fields.getOrDefault("content-transfer-encoding", "");
    if (!UNENCODED.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw Invalid.body(
          "Part " + number + " of the form has a Content-Transfer-Encoding other than binary.");
    }
  }

  /** One without a value is null. */
  private static Map<String, String> parameters(String value) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    return parser.parse(value, ';');
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }

  private static String fieldName(String line) {
    return line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
  }

  private static String fieldValue(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }
}
