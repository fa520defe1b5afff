package dev.latchkey.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Whether the provider's machine can be reached at all: name, connection, certificate. */
final class NetworkProbes {
  private static final int LIMIT_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final boolean encrypted;

  NetworkProbes(URI url) {
    this.encrypted = "https".equalsIgnoreCase(url.getScheme());
    this.host = url.getHost() == null ? "" : url.getHost();
    this.port = url.getPort() >= 0 ? url.getPort() : encrypted ? 443 : 80;
  }

  List<Probe> run() {
    List<Probe> probes = new ArrayList<>();
    probes.add(dns());
    if (probes.getLast().verdict() == Probe.Verdict.PASS) {
      probes.add(connection());
    }
    if (encrypted && probes.getLast().verdict() == Probe.Verdict.PASS) {
      probes.add(tls());
    }
    return probes;
  }

  private Probe dns() {
    try {
      return Probe.pass("dns", host + " is " + InetAddress.getByName(host).getHostAddress());
    } catch (UnknownHostException e) {
      return Probe.fail(
          "dns",
          "no address for " + host,
          "Check the host name in the base URL, and your network.");
    }
  }

  private Probe connection() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
      return Probe.pass("connect", host + ":" + port + " accepts connections");
    } catch (IOException e) {
      return Probe.fail(
          "connect",
          host + ":" + port + ": " + e.getMessage(),
          "Start the server or correct the port. Ollama: ollama serve. Foundry Local: foundry"
              + " service status.");
    }
  }

  private Probe tls() {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
      plain.setSoTimeout(LIMIT_MILLIS);
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true)) {
        socket.startHandshake();
        return Probe.pass("tls", socket.getSession().getProtocol());
      }
    } catch (SSLException e) {
      return Probe.fail(
          "tls",
          String.valueOf(e.getMessage()),
          "If a proxy of your company inspects traffic, add its certificate to the trust store.");
    } catch (IOException e) {
      return Probe.fail("tls", String.valueOf(e.getMessage()), "Check the port: is it HTTPS?");
    }
  }
}
