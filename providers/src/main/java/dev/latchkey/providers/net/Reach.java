package dev.latchkey.providers.net;

import dev.latchkey.providers.ModelException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Tries the way to a server step by step, as calls go: through its proxy, with its certificates.
 */
public final class Reach {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Network network;
  private final NetworkOptions options;
  private final URI url;
  private final String host;
  private final int port;
  private final List<Step> steps = new ArrayList<>();

  private Reach(Network network, NetworkOptions options, URI url) {
    this.network = network;
    this.options = options;
    this.url = url;
    this.host = AllowedServers.host(url).replaceAll("[\\[\\]]", "");
    this.port = AllowedServers.port(url);
  }

  /**
   * One step.
   *
   * @param name {@code egress}, {@code proxy}, {@code dns}, {@code connect} or {@code tls}
   * @param found what was seen
   * @param fix what to change; null when it went well
   */
  public record Step(String name, String found, @Nullable String fix) {
    /** Whether it went well. */
    public boolean passed() {
      return fix == null;
    }
  }

  /** The steps to the server of {@code url} up to the first that fails. Blocks for some seconds. */
  public static List<Step> test(Network network, NetworkOptions options, URI url) {
    Reach reach = new Reach(network, options, url);
    reach.walk();
    return List.copyOf(reach.steps);
  }

  private void walk() {
    try {
      network.admit(url, new Errand((String) null, Purpose.MODELS, options));
      ProxyAddress proxy = network.proxies().with(options.proxy()).chosen(url);
      if (proxy != null) {
        proxy.check();
        steps.add(
            new Step("proxy", proxy.scheme() + "://" + proxy.host() + ":" + proxy.port(), null));
      }
      if (proxy != null || lookedUp()) {
        connect(proxy);
      }
    } catch (ModelException refused) {
      steps.add(new Step("egress", refused.failure().message(), refused.failure().nextStep()));
    }
  }

  private boolean lookedUp() {
    try {
      steps.add(
          new Step("dns", host + " is " + InetAddress.getByName(host).getHostAddress(), null));
      return true;
    } catch (UnknownHostException _) {
      steps.add(
          new Step(
              "dns",
              "no address for " + host,
              "Check the host name in the base URL, and your network."));
      return false;
    }
  }

  private boolean secure() {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private void connect(@Nullable ProxyAddress proxy) {
    String server = host + ":" + port;
    // plain requests are handed to an HTTP proxy as they are: what counts is that it is there
    boolean handed = proxy != null && !secure() && proxy.kind() == ProxyAddress.Kind.HTTP;
    try (Socket socket =
        handed
            ? toProxy(proxy)
            : Connector.dialer(network, url, options, LIMIT).connect(host, port)) {
      steps.add(
          new Step("connect", (handed ? "the proxy" : server) + " accepts connections", null));
      if (secure()) {
        handshake(socket);
      }
    } catch (IOException e) {
      steps.add(
          new Step(
              "connect",
              server + ": " + e.getMessage(),
              proxy == null
                  ? "Start the server or correct the port. Ollama: ollama serve. Foundry Local:"
                      + " foundry service status."
                  : "Check the proxy's address and user (HTTPS_PROXY, ALL_PROXY or network.proxy),"
                      + " and whether it may reach "
                      + server
                      + "."));
    }
  }

  private static Socket toProxy(@Nullable ProxyAddress proxy) throws IOException {
    if (proxy == null) {
      throw new IOException("there is no proxy");
    }
    try {
      return Dialer.first(InetAddress.getAllByName(proxy.host()), proxy.port(), LIMIT);
    } catch (UnknownHostException _) {
      throw new IOException("the name of the proxy " + proxy.host() + " is unknown");
    }
  }

  private void handshake(Socket plain) {
    try {
      plain.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
      SSLSocket socket =
          Secured.over(plain, host, port, network.trust().context(options), "h2", "http/1.1");
      steps.add(new Step("tls", seen(socket), null));
    } catch (SSLException e) {
      steps.add(untrusted(e));
    } catch (ModelException wrongFile) {
      steps.add(new Step("tls", wrongFile.failure().message(), wrongFile.failure().nextStep()));
    } catch (IOException | GeneralSecurityException e) {
      steps.add(new Step("tls", String.valueOf(e.getMessage()), "Check the port: is it HTTPS?"));
    }
  }

  private static String seen(SSLSocket socket) throws SSLException {
    String spoken = socket.getApplicationProtocol();
    String shown =
        socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
            ? ", " + CertificateWords.described(certificate)
            : "";
    return socket.getSession().getProtocol() + (spoken.isEmpty() ? "" : " " + spoken) + shown;
  }

  private Step untrusted(SSLException failure) {
    StringBuilder found =
        new StringBuilder(CertificateWords.withoutAlert(String.valueOf(failure.getMessage())));
    network.trust().problems().forEach(problem -> found.append(". ").append(problem));
    boolean unknown = found.indexOf(CertificateWords.UNKNOWN_ISSUER) >= 0;
    return new Step(
        "tls",
        found.toString(),
        unknown
            ? "If a proxy of your company inspects traffic, or the server has its own authority, save"
                + " that issuer's certificate as PEM and name the file in NODE_EXTRA_CA_CERTS (or as"
                + " network.caFile of this provider)."
            : "Check that the server speaks https there, and that its certificate is valid for "
                + host
                + ".");
  }
}
