package com.tkr.embed.config.startup;

import com.tkr.embed.config.settings.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows what stands for a value: {@code ${NAME}} and {@code ${NAME:default}} in files, and {@code
 * file:PATH} for a secret. {@code $${} is the text {@code ${}.
 */
final class References {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(\\$\\{)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");
  private static final String FILE = "file:";
  private static final long MOST_BYTES = 1 << 16;

  private final ProcessEnvironment process;
  private final Problems problems;
  private final List<String> warnings = new ArrayList<>();

  References(ProcessEnvironment process, Problems problems) {
    this.process = process;
    this.problems = problems;
  }

  /** What is allowed and probably not meant, a line each. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The text with the environment's values in it; empty when one is missing, which is told. */
  Optional<String> expand(SettingValue raw) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(raw.value());
    while (matcher.find()) {
      Optional<String> value = value(matcher);
      if (value.isEmpty()) {
        String variable = "the environment variable " + matcher.group(2) + " is not set";
        problems.add(raw.place(), raw.setting().path() + ": " + variable);
        return Optional.empty();
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(value.get()));
    }
    return Optional.of(matcher.appendTail(text).toString());
  }

  /** The content of the file that a secret names, or the text itself; empty when there is none. */
  Optional<String> secret(SettingValue raw, String text) {
    if (!raw.setting().secret() || !text.startsWith(FILE)) {
      return Optional.of(text);
    }
    String name = text.substring(FILE.length());
    try {
      Path file = process.folder().resolve(name);
      Optional<String> content =
          Files.size(file) > MOST_BYTES ? Optional.empty() : content(Files.readString(file));
      if (content.isEmpty()) {
        tell(raw, name, "must hold one line");
      }
      PrivateFile.warning(file).ifPresent(what -> warnings.add(raw.place() + ": " + what));
      return content;
    } catch (IOException | IllegalArgumentException e) {
      tell(raw, name, "cannot be read");
      return Optional.empty();
    }
  }

  private void tell(SettingValue raw, String name, String what) {
    String file = "the file " + Problems.oneLine(name) + " " + what;
    problems.add(raw.place(), raw.setting().path() + ": " + file);
  }

  private static Optional<String> content(String text) {
    return Optional.of(text.replaceFirst("\\R\\z", "")).filter(content -> !content.isBlank());
  }

  private Optional<String> value(Matcher matcher) {
    if (matcher.group(1) != null) {
      return Optional.of(matcher.group(1));
    }
    Optional<String> set =
        Optional.ofNullable(process.environment().get(matcher.group(2)))
            .filter(value -> !value.isEmpty());
    return set.or(() -> Optional.ofNullable(matcher.group(3)));
  }
}
