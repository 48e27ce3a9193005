package com.tkr.embed.security.apikey;

import com.tkr.embed.security.store.Database;
import com.tkr.embed.security.store.DatabaseSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A server's life in small, for a Java of its own: changes keys and says so on its output, before
 * and after each change, until it is killed. Arguments: folder, random seed.
 */
public final class KeyStoreWriter {
  private final KeyStore store;
  private final Random random;
  private final List<KeyText> keys = new ArrayList<>();

  private KeyStoreWriter(KeyStore store, Random random) {
    this.store = store;
    this.random = random;
  }

  public static void main(String[] arguments) {
    Database database = Database.open(DatabaseSettings.embedded(Path.of(arguments[0])));
    KeyStore store = KeyStore.open(database, KeyStoreContract.PEPPER, Clock.systemUTC());
    KeyStoreWriter writer = new KeyStoreWriter(store, new Random(Long.parseLong(arguments[1])));
    say("open");
    while (true) {
      writer.step();
    }
  }

  private void step() {
    int choice = keys.isEmpty() ? 0 : random.nextInt(8);
    if (choice <= 2) {
      create();
    } else if (choice == 3) {
      revoke(keys.remove(random.nextInt(keys.size())));
    } else if (choice <= 5) {
      rotate(random.nextInt(keys.size()));
    } else {
      use(keys.get(random.nextInt(keys.size())));
    }
  }

  private void create() {
    CreatedKey created = store.create(KeyStoreContract.wish("a"));
    keys.add(KeyText.parse(created.key()).orElseThrow());
    say("created", created.key());
  }

  private void revoke(KeyText key) {
    say("revoking", key.id());
    store.revoke(key.id());
    say("revoked", key.id());
  }

  private void rotate(int index) {
    String id = keys.get(index).id();
    say("rotating", id);
    CreatedKey rotated = store.rotate(id, Duration.ZERO);
    keys.set(index, KeyText.parse(rotated.key()).orElseThrow());
    say("rotated", rotated.key());
  }

  private void use(KeyText key) {
    say("using", key.id());
    store.check(key);
    if (random.nextBoolean()) {
      say("usage", key.id(), String.valueOf(store.get(key.id()).usageCount()));
    }
  }

  /** A line that ends with a point is whole. */
  private static void say(String... words) {
    System.out.println(String.join(" ", words) + " .");
  }
}
