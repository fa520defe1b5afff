package dev.latchkey.providers.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are believed: Java's trust store and the PEM files that {@code
 * NODE_EXTRA_CA_CERTS} and {@code SSL_CERT_FILE} name. A file of the environment that does not
 * exist is passed over; one of a provider's configuration is an error.
 */
public final class Trust {
  private static final List<String> VARIABLES = List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE");

  private final List<Source> sources;

  private record Source(String variable, Path file) {}

  private Trust(List<Source> sources) {
    this.sources = sources;
  }

  /** What these variables add. */
  public static Trust of(Map<String, String> variables) {
    List<Source> sources = new ArrayList<>();
    for (String variable : VARIABLES) {
      String file = variables.get(variable);
      if (file != null && !file.isBlank() && Files.isReadable(Path.of(file.strip()))) {
        sources.add(new Source(variable, Path.of(file.strip())));
      }
    }
    return new Trust(List.copyOf(sources));
  }

  /** The files in use and their state; another value means that they must be read again. */
  public String stamp(NetworkOptions options) {
    Stream<@Nullable Path> own =
        Stream.of(options.caFile(), options.clientCertificate(), options.clientKey());
    StringBuilder stamp = new StringBuilder();
    Stream.concat(sources.stream().map(Source::file), own)
        .forEach(file -> {
          if (file != null) {
            stamp.append(file).append('@').append(state(file)).append(';');
          }
        });
    return stamp.toString();
  }

  private static String state(Path file) {
    try {
      return Files.getLastModifiedTime(file) + "/" + Files.size(file);
    } catch (IOException _) {
      return "missing";
    }
  }

  /** The context for one provider; null when Java's own does. */
  public @Nullable SSLContext context(NetworkOptions options)
      throws GeneralSecurityException, IOException {
    List<X509Certificate> extra = new ArrayList<>();
    for (Source source : sources) {
      extra.addAll(Pem.certificates(source.variable(), source.file()));
    }
    if (options.caFile() != null) {
      extra.addAll(Pem.certificates("network.caFile", options.caFile()));
    }
    KeyManager[] keys = keys(options);
    if (extra.isEmpty() && keys == null) {
      return null;
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trusting(extra), null);
    return context;
  }

  private static TrustManager[] trusting(List<X509Certificate> extra)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory ofJava =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    ofJava.init((@Nullable KeyStore) null);
    KeyStore all = emptyStore();
    int count = 0;
    for (TrustManager manager : ofJava.getTrustManagers()) {
      if (manager instanceof X509TrustManager known) {
        for (X509Certificate issuer : known.getAcceptedIssuers()) {
          all.setCertificateEntry("java" + count++, issuer);
        }
      }
    }
    for (X509Certificate issuer : extra) {
      all.setCertificateEntry("extra" + count++, issuer);
    }
    TrustManagerFactory merged =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    merged.init(all);
    return merged.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(NetworkOptions options)
      throws GeneralSecurityException, IOException {
    Path certificate = options.clientCertificate();
    if (certificate == null) {
      return null;
    }
    List<X509Certificate> chain = Pem.certificates("network.clientCertificate", certificate);
    Path keyFile = options.clientKey() == null ? certificate : options.clientKey();
    PrivateKey key = Pem.key("network.clientKey", keyFile, chain.getFirst());
    KeyStore store = emptyStore();
    store.setKeyEntry("client", key, new char[0], chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
