package dev.latchkey.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An application's certificate and its key. */
final class RsaCertificate {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private RsaCertificate() {}

  /** Makes one and writes both into {@code file} as PEM. */
  static void write(Path file) throws Exception {
    Path store = file.resolveSibling("store.p12");
    keytool(store);
    KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD);
    Key key = made.getKey("k", PASSWORD);
    Files.writeString(
        file,
        pem("PRIVATE KEY", key.getEncoded())
            + pem("CERTIFICATE", made.getCertificate("k").getEncoded()));
  }

  private static void keytool(Path store) throws IOException, InterruptedException {
    String options =
        "-genkeypair -alias k -keyalg RSA -validity 2 -dname CN=app -storetype PKCS12 -storepass";
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("changeit", "-keystore", store.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  private static String pem(String type, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
