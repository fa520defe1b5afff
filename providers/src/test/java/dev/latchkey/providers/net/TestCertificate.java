package dev.latchkey.providers.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate made by the JDK's keytool. */
public record TestCertificate(KeyStore store, Path certificate, Path key) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** A certificate for this host name, its parts as PEM files in {@code directory}. */
  public static TestCertificate create(Path directory, String host) throws Exception {
    return create(directory, host, "-keyalg EC -validity 2");
  }

  /** The same with a validity of its own, in the words of keytool. */
  public static TestCertificate create(Path directory, String host, String validity)
      throws Exception {
    Path file = directory.resolve(host + ".p12");
    Files.deleteIfExists(file);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair -alias k -storetype PKCS12 -storepass changeit".replace(' ', '\n'),
            validity.replace(' ', '\n'),
            "-dname\nCN=" + host,
            "-ext\nSAN=dns:" + host,
            "-keystore\n" + file);
    Process keytool =
        new ProcessBuilder(String.join("\n", command).split("\n"))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
    KeyStore store = load(file);
    Path certificate = directory.resolve(host + ".crt");
    Path key = directory.resolve(host + ".key");
    pem(certificate, "CERTIFICATE", store.getCertificate("k").getEncoded());
    pem(key, "PRIVATE KEY", store.getKey("k", PASSWORD).getEncoded());
    return new TestCertificate(store, certificate, key);
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  /** A context for a server that shows this certificate and trusts it. */
  public SSLContext server() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
