package dev.latchkey.providers.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate and its key. */
public record TestCertificate(KeyStore store, Path certificate, Path key) {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration VALID = Duration.ofDays(2);

  /** A certificate for this host name, its parts as PEM files in {@code directory}. */
  public static TestCertificate create(Path directory, String host) throws Exception {
    return create(directory, host, "EC", Instant.now().minus(Duration.ofMinutes(1)));
  }

  /**
   * The same with a key of this kind.
   *
   * @param from when it begins to be valid, for two days
   */
  public static TestCertificate create(Path directory, String host, String kind, Instant from)
      throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance(kind);
    keys.initialize(kind.equals("EC") ? 256 : 2048);
    KeyPair pair = keys.generateKeyPair();
    byte[] encoded = Der.certificate(pair, host, from, from.plus(VALID));
    Certificate made =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("k", pair.getPrivate(), PASSWORD, new Certificate[] {made});
    Path certificate = directory.resolve(host + ".crt");
    Path key = directory.resolve(host + ".key");
    pem(certificate, "CERTIFICATE", encoded);
    pem(key, "PRIVATE KEY", pair.getPrivate().getEncoded());
    return new TestCertificate(store, certificate, key);
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
