package com.tkr.embed.it;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bytes that must not turn up, in the forms that they might turn up in. */
final class Canary {
  private static final int PART = 12;

  private final Map<String, String> forms = new LinkedHashMap<>();

  Canary(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    forms.put("raw", latin(bytes));
    forms.put("base64", Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.put("base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    forms.put("URL-encoded", URLEncoder.encode(latin(bytes), StandardCharsets.ISO_8859_1));
    forms.put("hex", hex);
    forms.put("upper-case hex", hex.toUpperCase(Locale.ROOT));
    forms.put("its first characters", latin(Arrays.copyOf(bytes, PART)));
    forms.put(
        "its last characters", latin(Arrays.copyOfRange(bytes, bytes.length - PART, bytes.length)));
  }

  /** In which forms it stands there. */
  List<String> in(byte[] artefact) {
    String text = latin(artefact);
    return forms.entrySet().stream()
        .filter(form -> text.contains(form.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
