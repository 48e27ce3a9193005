package com.tkr.embed.config.cli;

import com.tkr.embed.model.listing.MachineMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a bug report needs to know of the machine; no name of a host, a user or a folder. */
final class Machine {
  private static final Set<String> INSTRUCTION_SETS =
      Set.of(
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx512f",
          "avx512bw",
          "avx512dq",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "amx_int8",
          "amx_bf16",
          "asimd",
          "asimddp",
          "i8mm",
          "bf16",
          "sve");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Its facts, by name. */
  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", line(PROCESSORS, "model name").orElse(property("os.arch")));
    facts.put("instruction sets", instructionSets());
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", "%.1f GB".formatted(MachineMemory.bytes() / 1e9));
    facts.put("system", system());
    facts.put("Java", property("java.vm.name") + " " + property("java.runtime.version"));
    facts.put("build", System.getProperty("tkr.embed.build", "unknown"));
    return facts;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String instructionSets() {
    String flags =
        line(PROCESSORS, "flags").or(() -> line(PROCESSORS, "Features")).orElse("unknown");
    Set<String> known = new TreeSet<>(List.of(flags.split("\\s+")));
    known.retainAll(INSTRUCTION_SETS);
    return known.isEmpty() ? "unknown" : String.join(" ", known);
  }

  private static String system() {
    String name = property("os.name") + " " + property("os.version") + " " + property("os.arch");
    return line(Path.of("/etc/os-release"), "PRETTY_NAME")
        .map(release -> release.replace("\"", "") + ", " + name)
        .orElse(name);
  }

  /** What stands behind {@code name:} or {@code name=}. */
  private static Optional<String> line(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.matches(name + "\\s*[:=].*"))
          .map(line -> line.substring(line.indexOf(line.contains(":") ? ':' : '=') + 1).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
