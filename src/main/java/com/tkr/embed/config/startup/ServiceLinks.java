package com.tkr.embed.config.startup;

import java.util.regex.Pattern;

/**
 * What Kubernetes sets in every pod for each Service of its namespace. That of a Service whose name
 * is embedding, or begins with embedding-, looks like our own variables.
 */
final class ServiceLinks {
  private static final Pattern NAME =
      Pattern.compile(
          "EMBEDDING_([A-Z0-9_]+_)?"
              + "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
  private static final Pattern VALUE = Pattern.compile("(tcp|udp|sctp)://.+");
  private static final String HINT =
      ". Kubernetes sets this for a Service of that name: say enableServiceLinks: false in the"
          + " pod's spec, or give the Service another name";

  private ServiceLinks() {}

  /** Whether a variable that is none of ours is one of these. */
  static boolean sets(String name, String value) {
    return NAME.matcher(name).matches() || (name.endsWith("_PORT") && isLink(value));
  }

  /** What to say beside the refusal of a variable of ours; empty where it is none of these. */
  static String hint(SettingValue raw) {
    return raw.layer() == Layer.ENVIRONMENT && isLink(raw.value()) ? HINT : "";
  }

  private static boolean isLink(String value) {
    return VALUE.matcher(value).matches();
  }
}
