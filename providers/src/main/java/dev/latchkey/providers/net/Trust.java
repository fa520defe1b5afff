package dev.latchkey.providers.net;

import dev.latchkey.providers.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are believed: Java's trust store, the PEM files that {@code
 * NODE_EXTRA_CA_CERTS} and {@code SSL_CERT_FILE} name, and the operating system's store. What is
 * wrong with a file of the environment is told when a server is not trusted; with a file of a
 * provider's configuration, it is an error.
 */
public final class Trust {
  private static final List<String> VARIABLES = List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE");

  private final List<Source> sources;
  private final SystemTrust system;

  private record Source(String variable, Path file) {}

  private Trust(List<Source> sources, SystemTrust system) {
    this.sources = List.copyOf(sources);
    this.system = system;
  }

  /** What these variables add. */
  public static Trust of(Map<String, String> variables) {
    return of(variables, SystemTrust.of(variables));
  }

  static Trust of(Map<String, String> variables, SystemTrust system) {
    List<Source> sources = new ArrayList<>();
    for (String variable : VARIABLES) {
      String file = variables.get(variable);
      if (file != null && !file.isBlank()) {
        sources.add(new Source(variable, Path.of(file.strip())));
      }
    }
    return new Trust(sources, system);
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

  static String state(Path file) {
    try {
      return Files.getLastModifiedTime(file) + "/" + Files.size(file);
    } catch (IOException _) {
      return "missing";
    }
  }

  /** What is wrong with the files of the environment, a sentence each; reads them. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Source source : sources) {
      try {
        Pem.certificates(source.variable(), source.file());
      } catch (ModelException wrong) {
        problems.add(wrong.failure().message());
      }
    }
    return problems;
  }

  /**
   * The context for one provider.
   *
   * @throws ModelException.InvalidRequest naming the file of {@code options} that is wrong
   */
  public SSLContext context(NetworkOptions options) throws GeneralSecurityException, IOException {
    List<X509Certificate> extra = new ArrayList<>();
    sources.forEach(source -> extra.addAll(Pem.readable(source.file())));
    if (options.caFile() != null) {
      extra.addAll(Pem.certificates("network.caFile", options.caFile()));
    }
    X509ExtendedTrustManager added = extra.isEmpty() ? null : manager(extra);
    List<Supplier<@Nullable X509ExtendedTrustManager>> stores =
        List.of(() -> added, () -> OfJava.MANAGER, system::manager);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(options), new TrustManager[] {new AnyTrust(stores)}, null);
    return context;
  }

  /** Java's own store, read once: it belongs to the installation. */
  private static final class OfJava {
    static final X509ExtendedTrustManager MANAGER = read();

    private OfJava() {}

    private static X509ExtendedTrustManager read() {
      try {
        return manager((KeyStore) null);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Java's trust store cannot be read", e);
      }
    }
  }

  /** Trust in those whom these certificates are of. */
  static X509ExtendedTrustManager manager(List<X509Certificate> trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    int count = 0;
    for (X509Certificate certificate : trusted) {
      store.setCertificateEntry("trusted" + count++, certificate);
    }
    return manager(store);
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager known) {
        return known;
      }
    }
    throw new GeneralSecurityException("this Java has no trust manager for X.509");
  }

  private static KeyManager @Nullable [] keys(NetworkOptions options)
      throws GeneralSecurityException, IOException {
    Path certificate = options.clientCertificate();
    if (certificate == null) {
      return null;
    }
    Path keyFile = options.clientKey() == null ? certificate : options.clientKey();
    ClientCertificate client =
        ClientCertificate.read(
            "network.clientCertificate", certificate, "network.clientKey", keyFile);
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client", client.key(), new char[0], client.chain().toArray(X509Certificate[]::new));
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
