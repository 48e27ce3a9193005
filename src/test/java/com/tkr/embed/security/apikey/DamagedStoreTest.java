package com.tkr.embed.security.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tkr.embed.config.startup.StartupFailure;
import com.tkr.embed.error.ErrorCode;
import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.DatabaseSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be trusted refuses the start and says what to do; a full one goes on. */
class DamagedStoreTest {
  private static final int KEYS = 40;
  private static final int PAGE = 4096;

  @TempDir private Path folder;
  private Path data;
  private Path file;
  private final List<CreatedKey> keys = new ArrayList<>();

  @BeforeEach
  void fill() {
    data = folder.resolve("data");
    file = data.resolve("keys.mv.db");
    try (Database database = open()) {
      KeyStore store = store(database);
      for (int i = 0; i < KEYS; i++) {
        CreatedKey key = store.create(KeyStoreContract.wish("key " + i));
        keys.add(i % 3 == 0 ? store.rotate(key.apiKey().id(), Duration.ZERO) : key);
        if (i % 2 == 0) {
          store.revoke(key.apiKey().id());
        }
      }
    }
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", folder.resolve("mounted").toString());
  }

  private Database open() {
    return Database.open(DatabaseSettings.embedded(data));
  }

  private static KeyStore store(Database database) {
    return KeyStore.open(database, KeyStoreContract.PEPPER, Clock.systemUTC());
  }

  private void start() {
    try (Database database = open()) {
      KeyStore store = store(database);
      assertThat(store.list()).hasSize(KEYS);
      for (int i = 0; i < KEYS; i++) {
        assertThat(KeyStoreContract.outcome(store, keys.get(i).key()))
            .isEqualTo(i % 2 == 0 ? KeyCheck.Outcome.REVOKED : KeyCheck.Outcome.ACCEPTED);
      }
    }
  }

  private void startIsRefused(String message) {
    assertThatThrownBy(this::start)
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message)
        .hasMessageContaining("Restore keys.mv.db, keys.state and pepper from one backup")
        .hasMessageContaining("to begin without any keys instead, move");
  }

  @Test
  void an_undamaged_store_starts() {
    start();
  }

  @Test
  void an_empty_file_refuses_the_start() throws IOException {
    Files.write(file, new byte[0]);
    startIsRefused("is missing or empty");
    assertThat(Files.size(file)).isZero();
  }

  @Test
  void a_missing_file_refuses_the_start() throws IOException {
    Files.delete(file);
    startIsRefused("is missing or empty");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_truncated_file_refuses_the_start_or_lost_nothing() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int part = 0; part < 16; part++) {
      refused += starts(java.util.Arrays.copyOf(whole, whole.length * part / 16)) ? 0 : 1;
    }
    System.out.printf("%d of 16 truncations refused, the others lost nothing%n", refused);
    assertThat(refused).isPositive();
  }

  @Test
  void a_file_that_was_set_back_refuses_the_start() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (Database database = open()) {
      store(database).revoke(keys.get(1).apiKey().id());
    }
    Files.write(file, before);
    startIsRefused("lacks the newest changes");
  }

  /**
   * Whether a damaged file starts, with nothing changed then; refused with the way back otherwise.
   * In a folder of its own: H2 can keep the lock of a file that it failed to open.
   */
  private boolean starts(byte[] damaged) throws IOException {
    Path copy = Files.createTempDirectory(folder, "damaged");
    Files.copy(folder.resolve("data/keys.state"), copy.resolve("keys.state"));
    data = copy;
    file = Files.write(copy.resolve("keys.mv.db"), damaged);
    try {
      start();
      return true;
    } catch (StartupFailure e) {
      assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("estore");
      return false;
    }
  }

  @Test
  void another_servers_store_refuses_the_start() throws IOException {
    Path other = folder.resolve("other");
    try (Database database = Database.open(DatabaseSettings.embedded(other))) {
      store(database).create(KeyStoreContract.wish("a"));
    }
    Files.copy(other.resolve("keys.mv.db"), file, StandardCopyOption.REPLACE_EXISTING);
    startIsRefused("holds another store");
  }

  @Test
  void a_restored_backup_starts_and_so_does_a_new_beginning() throws IOException {
    byte[] backup = Files.readAllBytes(file);
    Files.write(file, new byte[0]);
    startIsRefused("");
    Files.write(file, backup);
    start();
    Files.delete(file);
    Files.delete(data.resolve("keys.state"));
    try (Database database = open()) {
      assertThat(store(database).list()).isEmpty();
    }
  }

  @Test
  void a_damaged_page_refuses_the_start_or_is_not_in_use() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 40; round++) {
      byte[] damaged = whole.clone();
      int page = random.nextInt(whole.length / PAGE) * PAGE;
      if (round % 2 == 0) {
        damaged[page + random.nextInt(PAGE)] ^= (byte) (1 << random.nextInt(8));
      } else {
        for (int i = 0; i < PAGE; i++) {
          damaged[page + i] = (byte) random.nextInt();
        }
      }
      refused += starts(damaged) ? 0 : 1;
    }
    System.out.printf("%d of 40 damages refused, the others changed nothing%n", refused);
    assertThat(refused).isPositive();
  }

  @Test
  void a_store_in_use_refuses_the_second_server() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KeyStoreWriter.class.getName(),
                data.toString(),
                "1")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var lines = other.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("open .");
      assertThatThrownBy(this::start)
          .isInstanceOf(StartupFailure.class)
          .hasMessageContaining("in use by another server");
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_folder_that_cannot_be_made_refuses_the_start() throws IOException {
    Path blocked = Files.createFile(folder.resolve("blocked"));
    data = blocked.resolve("data");
    assertThatThrownBy(this::open)
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("The data folder " + data + " cannot be written");
  }

  @Test
  void a_read_only_folder_refuses_the_start() throws Exception {
    Path mounted = mount("ro,size=8m");
    data = mounted;
    assertThatThrownBy(this::open)
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("The data folder " + data + " cannot be written");
  }

  @Test
  void a_full_disk_refuses_changes_while_keys_go_on_and_ends_without_a_restart() throws Exception {
    data = mount("size=8m").resolve("data");
    try (Database database = open()) {
      KeyStore store = store(database);
      CreatedKey before = store.create(KeyStoreContract.wish("before"));
      Path filler = data.resolveSibling("filler");
      fill(filler);
      for (int i = 0; i < 5; i++) {
        KeyStoreContract.refused(
            () -> store.create(KeyStoreContract.wish("full")), ErrorCode.INSUFFICIENT_STORAGE);
        assertThat(KeyStoreContract.outcome(store, before.key()))
            .isEqualTo(KeyCheck.Outcome.ACCEPTED);
      }
      store.flush();
      Files.delete(filler);
      CreatedKey after = store.create(KeyStoreContract.wish("after"));
      assertThat(store.list()).hasSize(2);
      assertThat(store.get(before.apiKey().id()).usageCount()).isEqualTo(5);
      assertThat(KeyStoreContract.outcome(store, after.key())).isEqualTo(KeyCheck.Outcome.ACCEPTED);
    }
    try (Database database = open()) {
      assertThat(store(database).list()).hasSize(2);
    }
  }

  /** A file system of its own; the test is left out where it cannot be had. */
  private Path mount(String options) throws Exception {
    Path mounted = Files.createDirectories(folder.resolve("mounted"));
    boolean done = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mounted.toString());
    assumeTrue(done, "NOT TESTED: mounting a file system needs root");
    return mounted;
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void fill(Path filler) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(filler.toFile(), "rw")) {
      while (true) {
        out.write(new byte[PAGE]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }
}
