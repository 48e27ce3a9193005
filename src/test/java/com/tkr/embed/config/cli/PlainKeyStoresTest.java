package com.tkr.embed.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainKeyStoresTest {
  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty("keystore.pkcs12.certProtectionAlgorithm");
    System.clearProperty("keystore.pkcs12.macAlgorithm");
  }

  @Test
  void certificates_stay_and_keys_go_and_no_password_is_needed() throws Exception {
    generate(folder.resolve("keystore.p12"));
    KeyStore keys = open("keystore.p12", "changeit".toCharArray());
    Certificate certificate = keys.getCertificate("sample");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("root", certificate);
    try (OutputStream out = Files.newOutputStream(folder.resolve("cacerts.p12"))) {
      trusted.store(out, "changeit".toCharArray());
    }
    assertThat(open("cacerts.p12", null).size()).isZero();

    PlainKeyStores.main(new String[] {folder.toString()});

    assertThat(open("keystore.p12", "changeit".toCharArray()).size()).isZero();
    KeyStore plain = open("cacerts.p12", null);
    assertThat(Collections.list(plain.aliases())).containsExactly("root");
    assertThat(plain.getCertificate("root")).isEqualTo(certificate);
    assertThat(open("cacerts.p12", "changeit".toCharArray()).getCertificate("root"))
        .isEqualTo(certificate);
  }

  private KeyStore open(String name, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      store.load(in, password);
    }
    return store;
  }

  private static void generate(Path file) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String words = "-genkeypair -alias sample -keyalg EC -dname CN=a -storetype PKCS12";
    ProcessBuilder builder = new ProcessBuilder(keytool.toString());
    Collections.addAll(builder.command(), words.split(" "));
    Collections.addAll(builder.command(), "-storepass", "changeit", "-keystore", file.toString());
    assertThat(builder.start().waitFor()).isZero();
  }
}
