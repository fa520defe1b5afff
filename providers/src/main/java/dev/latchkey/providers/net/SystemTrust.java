package dev.latchkey.providers.net;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom the operating system trusts: the bundle of a Linux distribution, the directories in {@code
 * SSL_CERT_DIR}, the stores of Windows and macOS. Read when it is first asked, and again when a
 * file has changed.
 */
final class SystemTrust {
  /** Debian and Arch; Fedora and RHEL, new and old; openSUSE; OpenELEC; Alpine and the BSDs. */
  static final List<Path> BUNDLES =
      Stream.of(
              "/etc/ssl/certs/ca-certificates.crt",
              "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
              "/etc/pki/tls/certs/ca-bundle.crt",
              "/etc/ssl/ca-bundle.pem",
              "/etc/pki/tls/cacert.pem",
              "/etc/ssl/cert.pem")
          .map(Path::of)
          .toList();

  private static final int MOST_FILES = 2_000;

  private final List<Path> bundles;
  private final List<Path> directories;
  private final List<String> stores;
  private String stamp = "";
  private @Nullable X509ExtendedTrustManager manager;

  SystemTrust(List<Path> bundles, List<Path> directories, List<String> stores) {
    this.bundles = List.copyOf(bundles);
    this.directories = List.copyOf(directories);
    this.stores = List.copyOf(stores);
  }

  /** That of this machine. */
  static SystemTrust of(Map<String, String> variables) {
    String directories = variables.getOrDefault("SSL_CERT_DIR", "");
    return new SystemTrust(
        BUNDLES,
        Stream.of(directories.split(File.pathSeparator))
            .map(String::strip)
            .filter(directory -> !directory.isEmpty())
            .map(Path::of)
            .toList(),
        stores(System.getProperty("os.name", "")));
  }

  /**
   * The types of the key stores in which an operating system keeps whom it trusts.
   *
   * @param name as in the system property os.name
   */
  static List<String> stores(String name) {
    String system = name.toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return List.of("Windows-ROOT");
    }
    return system.startsWith("mac") ? List.of("KeychainStore-ROOT", "KeychainStore") : List.of();
  }

  /** Its opinion as of now; null when it trusts nobody. */
  synchronized @Nullable X509ExtendedTrustManager manager() {
    List<Path> files = files();
    StringBuilder now = new StringBuilder("read ");
    files.forEach(file -> now.append(file).append('@').append(Trust.state(file)).append(';'));
    if (!stamp.contentEquals(now)) {
      manager = read(files);
      stamp = now.toString();
    }
    return manager;
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    // one bundle holds everything; distributions link the other names to it
    bundles.stream().filter(Files::isReadable).findFirst().ifPresent(files::add);
    directories.forEach(directory -> files.addAll(filesIn(directory)));
    return files;
  }

  private static List<Path> filesIn(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isRegularFile).sorted().limit(MOST_FILES).toList();
    } catch (IOException _) {
      // a directory of the environment that is not there adds nothing
      return List.of();
    }
  }

  private @Nullable X509ExtendedTrustManager read(List<Path> files) {
    List<X509Certificate> trusted = new ArrayList<>();
    files.forEach(file -> trusted.addAll(Pem.readable(file)));
    for (String store : stores) {
      trusted.addAll(ofStore(store));
    }
    try {
      return trusted.isEmpty() ? null : Trust.manager(trusted);
    } catch (GeneralSecurityException | IOException _) {
      return null;
    }
  }

  private static List<X509Certificate> ofStore(String type) {
    List<X509Certificate> trusted = new ArrayList<>();
    try {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
          trusted.add(certificate);
        }
      }
    } catch (GeneralSecurityException | IOException _) {
      // this system does not have it after all
      return trusted;
    }
    return trusted;
  }
}
