package dev.latchkey.providers.net;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS on top of a connection that stands already. */
final class Secured {
  private Secured() {}

  /**
   * Shakes hands with {@code host} and checks that its certificate names it. Blocks.
   *
   * @param protocols what may be spoken inside (ALPN); none for no offer
   */
  static SSLSocket over(
      Socket plain, String host, int port, SSLContext context, String... protocols)
      throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
