package com.tkr.embed.input.pdf;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * How a drawing process is started: by the Java that runs the server, of the same classes, with a
 * heap of its own, without a screen.
 *
 * @param fontCache a folder for what is known of the machine's fonts
 * @param heapMegabytes what a file may take
 */
record PdfCommand(Path fontCache, int heapMegabytes) {
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

  /** Finds pictures in JBIG2; its classes are nobody else's. */
  private static final String JBIG2 = "org.apache.pdfbox.jbig2.JBIG2ImageReaderSpi";

  Process start() throws IOException {
    Files.createDirectories(fontCache);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:+DisplayVMOutputToStderr",
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-Dpdfbox.fontcache=" + fontCache,
            "-Dorg.apache.commons.logging.Log=" + LostContent.class.getName(),
            "-cp",
            classPath(),
            PdfWorker.class.getName(),
            Long.toString(ProcessHandle.current().pid()));
    // its files are a stranger's: it is told no keys and no passwords
    builder.environment().keySet().retainAll(INHERITED);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String classPath() throws IOException {
    try {
      return Stream.of(
              PdfWorker.class,
              PDDocument.class,
              RandomAccessRead.class,
              TrueTypeFont.class,
              Log.class,
              Class.forName(JBIG2, false, PdfCommand.class.getClassLoader()))
          .map(PdfCommand::location)
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));
    } catch (ClassNotFoundException e) {
      throw new IOException("A library is missing: " + JBIG2, e);
    }
  }

  /** The folder or archive that a class lies in; not all class loaders say it of the class. */
  private static String location(Class<?> type) {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    String url = String.valueOf(type.getResource(name));
    String place = url.substring(0, url.length() - name.length());
    return Path.of(URI.create(place.replaceAll("^jar:|!$", ""))).toString();
  }
}
