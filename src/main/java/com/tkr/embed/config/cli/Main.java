package com.tkr.embed.config.cli;

import com.tkr.embed.config.startup.ResolvedSettings;
import com.tkr.embed.config.startup.StartupExit;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code check}, {@code show}, {@code key}, {@code schema}, {@code launch}, {@code model} and
 * {@code selftest}, for deploy.sh.
 */
public final class Main {
  static final int REFUSED = StartupExit.EXIT_CODE;

  private static final int FAILED = 1;
  static final int USAGE = 64;
  private static final int KEY_BYTES = 32;
  private static final String HELP =
      """
      usage: ./deploy.sh config COMMAND

        check             tell what is wrong with the settings; exit code 78 when something is
        show [--json]     every setting: what holds, and where it comes from
        key               a new random key, fit for EMBEDDING_API_KEY
        schema [--write]  a JSON Schema of the YAML file; --write puts it into payara-config and
                          the table of all settings into configuration.md

      The settings come from the environment (EMBEDDING_PORT=8000), then from one file: the one that
      EMBEDDING_CONFIG names, else the first of ./config.dev.yaml, ./config.yaml,
      payara-config/config.dev.yaml and payara-config/config.yaml (with EMBEDDING_ENV=production
      only a config.yaml), then from the defaults. src/site/markdown/configuration.md has them all.
      """;

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs one command; its exit code is the process's. */
  public static void main(String[] words) {
    ParentProcess.endWith();
    System.exit(new Main(System.out, System.err).run(List.of(words), ResolvedSettings.ofProcess()));
  }

  int run(List<String> words, ResolvedSettings settings) {
    if (words.equals(List.of("check"))) {
      return checkAll(settings);
    }
    if (words.equals(List.of("show")) || words.equals(List.of("show", "--json"))) {
      out.print(words.size() == 1 ? Show.text(settings) : Show.json(settings));
      return check(settings);
    }
    if (words.equals(List.of("key"))) {
      out.println(newKey());
      return 0;
    }
    if (words.equals(List.of("schema"))) {
      out.print(JsonSchema.text());
      return 0;
    }
    if (words.equals(List.of("schema", "--write"))) {
      return writeGenerated();
    }
    if (words.equals(List.of("launch"))) {
      return launch(settings);
    }
    if (words.size() > 1 && words.get(0).equals("model")) {
      int code = check(settings);
      return code != 0 ? code : models(settings).run(words.subList(1, words.size()));
    }
    if (!words.isEmpty() && words.get(0).equals("selftest")) {
      int code = check(settings);
      return code != 0 ? code : selfTest(settings).run(words.subList(1, words.size()));
    }
    return help(words);
  }

  private SelfTestCommand selfTest(ResolvedSettings settings) {
    return new SelfTestCommand(out, err, settings, System.getenv());
  }

  private int help(List<String> words) {
    boolean asked = words.contains("--help") || words.contains("-h");
    (asked ? out : err).print(HELP);
    return asked ? 0 : USAGE;
  }

  /** The settings, and what they name on this machine. */
  private int checkAll(ResolvedSettings settings) {
    int code = check(settings);
    List<String> found =
        Stream.of(ModelCheck.problem(settings, System.getenv()), Tls.problem(settings))
            .flatMap(Optional::stream)
            .toList();
    found.forEach(err::println);
    return found.isEmpty() ? code : REFUSED;
  }

  private int check(ResolvedSettings settings) {
    settings.warnings().forEach(warning -> err.println("warning: " + warning));
    settings.problems().forEach(err::println);
    return settings.problems().isEmpty() ? 0 : REFUSED;
  }

  private ModelCommands models(ResolvedSettings settings) {
    return new ModelCommands(out, err, settings, System.getenv(), CheckpointFaults::of);
  }

  /** Prints the run folder, where a server can be started from. */
  private int launch(ResolvedSettings settings) {
    int code = check(settings);
    if (code != 0) {
      return code;
    }
    try {
      out.println(new Launch(settings).write());
      return 0;
    } catch (LaunchFailed e) {
      err.println(e.getMessage());
      return e.code();
    } catch (IOException e) {
      err.println("cannot write into the run folder or the data folder: " + e);
      return REFUSED;
    }
  }

  private int writeGenerated() {
    try {
      GeneratedFiles.write();
      return 0;
    } catch (IOException e) {
      err.println("cannot write the generated files: " + e);
      return FAILED;
    }
  }

  private static String newKey() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
