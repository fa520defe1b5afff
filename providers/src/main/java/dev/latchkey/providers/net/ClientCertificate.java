package dev.latchkey.providers.net;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate that says who we are, with its key.
 *
 * @param chain our own certificate first
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {

  public ClientCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * The certificate and key in PEM files, which may be one.
   *
   * @param certificateField what names the file, for messages
   * @throws dev.latchkey.providers.ModelException.InvalidRequest naming the file that is wrong
   */
  public static ClientCertificate read(
      String certificateField, Path certificate, String keyField, Path key) {
    List<X509Certificate> chain = Pem.certificates(certificateField, certificate);
    return new ClientCertificate(chain, Pem.key(keyField, key, chain.getFirst()));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ClientCertificate[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
