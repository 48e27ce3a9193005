package com.tkr.embed.config.cli;

import com.tkr.embed.config.startup.ResolvedSettings;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the server's Java virtual machine is started with. */
final class JavaOptions {
  private JavaOptions() {}

  /**
   * The options, in a list that takes more.
   *
   * @param instance what the server is going to call itself
   */
  static List<String> of(ResolvedSettings settings, String instance) {
    Path data = settings.dataFolder().toAbsolutePath();
    int java = Runtime.version().feature();
    List<String> options = new ArrayList<>();
    options.add("-Xmx2g");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    options.add("-Dorg.bytedeco.javacpp.cachedir=" + data.resolve("native"));
    // several threads win and lose a race in the platform's registry; alone one is as fast
    options.add("-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS");
    options.add("-Dtkr.embed.instance=" + instance);
    // an archive of classes that does not fit is left alone; nobody needs to know
    options.add("-Xlog:cds*=off");
    if (java >= 25) {
      options.add("-Xlog:aot*=off");
    }
    if (java >= 23) {
      // Ehcache's way to its counters, of which these versions would warn at every start
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }

  /** Each option in quotes, in the bytes in which the java command reads its arguments. */
  static byte[] argumentFile(List<String> options) {
    StringBuilder text = new StringBuilder();
    for (String option : options) {
      text.append('"').append(option.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"\n");
    }
    return text.toString().getBytes(Charset.forName(System.getProperty("sun.jnu.encoding")));
  }
}
