package dev.latchkey.providers.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.net.TinyServer.Answer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom we believe, in handshakes with servers on real sockets. */
class TrustTest {
  private static final SystemTrust NOBODY = new SystemTrust(List.of(), List.of(), List.of());

  @TempDir private static Path directory;
  private static TestCertificate certificate;
  private static TestCertificate other;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificate = TestCertificate.create(directory, "localhost");
    other = TestCertificate.create(directory, "other.test");
  }

  /** What is said when a server with {@code shown} is not believed; empty when it is. */
  private static String said(Trust trust, TestCertificate shown) throws Exception {
    try (TinyServer server =
            TinyServer.start(shown.server().getServerSocketFactory(), _ -> Answer.json(200, "{}"));
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
        SSLSocket socket =
            (SSLSocket)
                trust
                    .context(NetworkOptions.DEFAULT)
                    .getSocketFactory()
                    .createSocket(plain, "localhost", server.port(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return "";
    } catch (SSLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Path bundle(String name, TestCertificate... trusted) throws IOException {
    StringBuilder text = new StringBuilder("# a comment\n");
    for (TestCertificate one : trusted) {
      text.append(Files.readString(one.certificate()));
    }
    return Files.writeString(directory.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource({
    "Windows 11, Windows-ROOT",
    "Windows Server 2025, Windows-ROOT",
    "Mac OS X, KeychainStore-ROOT KeychainStore",
    "macOS, KeychainStore-ROOT KeychainStore",
    "Linux, ''",
    "FreeBSD, ''",
    "AIX, ''",
    "'', ''",
    "Darwinism, ''"
  })
  void looksIntoTheStoresOfTheSystemItRunsOn(String name, String stores) {
    assertThat(String.join(" ", SystemTrust.stores(name))).isEqualTo(stores);
  }

  @Test
  void doesWithoutAStoreThatIsNotThereAfterAll() throws Exception {
    Path bundle = bundle("beside.crt", certificate);
    List<String> stores = List.of("KeychainStore-ROOT", "Windows-ROOT");
    Trust trust = Trust.of(Map.of(), new SystemTrust(List.of(bundle), List.of(), stores));
    assertThat(said(trust, certificate)).isEmpty();
  }

  @Test
  void takesAStoreOfJavasKindForOneOfTheSystem() throws Exception {
    SystemTrust empty = new SystemTrust(List.of(), List.of(), List.of("PKCS12"));
    assertThat(empty.manager()).isNull();
  }

  @Test
  void believesWhomTheSystemBelievesAndHearsOfChanges() throws Exception {
    Path bundle = bundle("system.crt", other);
    Path missing = directory.resolve("missing.crt");
    Trust trust =
        Trust.of(Map.of(), new SystemTrust(List.of(missing, bundle), List.of(), List.of()));
    assertThat(said(trust, certificate)).contains("is in none of the trust stores");

    bundle("system.crt", other, certificate);
    assertThat(said(trust, certificate)).isEmpty();

    bundle("system.crt", other);
    assertThat(said(trust, certificate)).contains("is in none of the trust stores");
  }

  @Test
  void believesWhomTheDirectoryOfTheSystemHas() throws Exception {
    Path hashes = Files.createDirectory(directory.resolve("certs"));
    Files.copy(certificate.certificate(), hashes.resolve("a1b2c3d4.0"));
    Files.writeString(hashes.resolve("README"), "no certificate");
    String both = directory.resolve("not-there") + File.pathSeparator + hashes;

    assertThat(said(Trust.of(Map.of("SSL_CERT_DIR", both)), certificate)).isEmpty();
    assertThat(said(Trust.of(Map.of()), certificate)).isNotEmpty();
  }

  @Test
  void findsTheBundleOfThisSystem() {
    boolean has = SystemTrust.BUNDLES.stream().anyMatch(Files::isReadable);
    assertThat(SystemTrust.of(Map.of()).manager() != null)
        .isEqualTo(has || !System.getProperty("os.name").equals("Linux"));
  }

  @Test
  void asksTheSystemOnlyWhenNobodyElseKnowsTheServer() throws Exception {
    AnyTrust trust =
        new AnyTrust(
            List.of(
                () -> known(),
                () -> {
                  throw new AssertionError("asked");
                }));
    X509Certificate[] chain = {(X509Certificate) certificate.store().getCertificate("k")};
    trust.checkServerTrusted(chain, "ECDHE_ECDSA");
  }

  private static X509ExtendedTrustManager known() {
    try {
      return Trust.manager(List.of((X509Certificate) certificate.store().getCertificate("k")));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void believesTheGoodOnesBesidesABrokenOne() throws Exception {
    Path mixed = directory.resolve("mixed.pem");
    String broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    Files.writeString(mixed, broken + Files.readString(certificate.certificate()));
    Trust trust = Trust.of(Map.of("NODE_EXTRA_CA_CERTS", mixed.toString()), NOBODY);

    assertThat(said(trust, certificate)).isEmpty();
    assertThat(trust.problems())
        .containsExactly("NODE_EXTRA_CA_CERTS: the file " + mixed + " has a broken certificate.");
  }

  @Test
  void readsAFileThatComesLater() throws Exception {
    Path file = directory.resolve("later.pem");
    Trust trust = Trust.of(Map.of("SSL_CERT_FILE", file.toString()), NOBODY);
    String before = trust.stamp(NetworkOptions.DEFAULT);
    assertThat(said(trust, certificate)).isNotEmpty();
    assertThat(trust.problems()).hasSize(1).first().asString().contains("cannot be read");

    Files.copy(certificate.certificate(), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(trust.stamp(NetworkOptions.DEFAULT)).isNotEqualTo(before);
    assertThat(said(trust, certificate)).isEmpty();
    assertThat(trust.problems()).isEmpty();
  }

  @Test
  void namesTheCertificateThatIsNotBelievedAndWhy() throws Exception {
    TestCertificate expired =
        TestCertificate.create(
            directory, "old.test", "EC", Instant.now().minus(Duration.ofDays(10)));
    Trust trust =
        Trust.of(
            Map.of(
                "SSL_CERT_FILE",
                bundle("known.pem", other).toString(),
                "NODE_EXTRA_CA_CERTS",
                expired.certificate().toString()),
            NOBODY);

    assertThat(said(trust, certificate))
        .contains("The certificate \"localhost\" (issued by \"localhost\", valid until ")
        .contains("is not trusted: it is signed by itself, and \"localhost\" is in none");
    assertThat(said(trust, expired)).contains("\"old.test\"").contains("has expired");
    assertThat(said(trust, other))
        .contains("\"other.test\"")
        .contains("for other.test is not accepted")
        .contains("localhost");
  }
}
