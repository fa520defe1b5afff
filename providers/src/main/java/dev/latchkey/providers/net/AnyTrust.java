package dev.latchkey.providers.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes a server's certificate when one of several stores does. They are asked in order and
 * opened when they are first asked: most servers are known to the first one.
 */
final class AnyTrust extends X509ExtendedTrustManager {
  private final List<Supplier<@Nullable X509ExtendedTrustManager>> stores;

  /** Trust in these stores; one that gives null knows nobody. */
  AnyTrust(List<Supplier<@Nullable X509ExtendedTrustManager>> stores) {
    this.stores = List.copyOf(stores);
  }

  private interface Check {
    void by(X509ExtendedTrustManager store) throws CertificateException;
  }

  private void any(X509Certificate[] chain, Check check) throws CertificateException {
    CertificateException failure = null;
    for (Supplier<@Nullable X509ExtendedTrustManager> supplier : stores) {
      X509ExtendedTrustManager store = supplier.get();
      try {
        if (store != null) {
          check.by(store);
          return;
        }
      } catch (CertificateException e) {
        // a store that knows the issuer has more to say than one that does not
        failure = failure == null || CertificateWords.unknownIssuer(failure) ? e : failure;
      }
    }
    throw new CertificateException(CertificateWords.explain(chain, failure), failure);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    any(chain, store -> store.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    any(chain, store -> store.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    any(chain, store -> store.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("Only servers' certificates are checked here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
