package dev.latchkey.providers.net;

import dev.latchkey.providers.Secret;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Connections through a SOCKS 5 proxy (RFC 1928; user and password by RFC 1929). */
final class Socks implements Dialer {
  private static final int VERSION = 5;
  private static final int NO_USER = 0;
  private static final int WITH_USER = 2;
  private static final int IP4 = 1;
  private static final int NAME = 3;
  private static final int IP6 = 4;

  private final ProxyAddress proxy;
  private final Duration limit;

  Socks(ProxyAddress proxy, Duration limit) {
    this.proxy = proxy;
    this.limit = limit;
  }

  @Override
  public Socket connect(String host, int port) throws IOException {
    Socket socket = toProxy();
    try {
      socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      greet(socket, in);
      request(socket, in, host, port);
      socket.setSoTimeout(0);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw failed(e.getMessage() == null ? "it closed the connection" : e.getMessage());
    }
  }

  private Socket toProxy() throws IOException {
    try {
      return Dialer.first(InetAddress.getAllByName(proxy.host()), proxy.port(), limit);
    } catch (UnknownHostException _) {
      throw failed("its name is unknown");
    } catch (IOException e) {
      throw failed("it cannot be reached: " + e.getMessage());
    }
  }

  private IOException failed(String why) {
    return new IOException("The SOCKS proxy " + proxy.host() + ":" + proxy.port() + ": " + why);
  }

  private void greet(Socket socket, DataInputStream in) throws IOException {
    Secret user = proxy.user();
    byte[] hello =
        user == null
            ? new byte[] {VERSION, 1, NO_USER}
            : new byte[] {VERSION, 2, NO_USER, WITH_USER};
    socket.getOutputStream().write(hello);
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("it does not speak SOCKS 5");
    }
    switch (in.readUnsignedByte()) {
      case NO_USER -> {}
      case WITH_USER -> logIn(socket, in, user);
      default ->
          throw new IOException(
              user == null ? "it wants a user and a password" : "it takes no user and password");
    }
  }

  private static void logIn(Socket socket, DataInputStream in, @Nullable Secret user)
      throws IOException {
    String[] parts = (user == null ? "" : user.reveal()).split(":", 2);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(1);
    text(message, parts[0]);
    text(message, parts.length > 1 ? parts[1] : "");
    socket.getOutputStream().write(message.toByteArray());
    in.readUnsignedByte();
    if (in.readUnsignedByte() != 0) {
      throw new IOException("it does not accept the user and password");
    }
  }

  private static void text(ByteArrayOutputStream message, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 255) {
      throw new IOException("a name or password is longer than 255 bytes");
    }
    message.write(bytes.length);
    message.writeBytes(bytes);
  }

  private void request(Socket socket, DataInputStream in, String host, int port)
      throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {VERSION, 1, 0});
    target(message, host);
    message.write(port >> 8);
    message.write(port);
    socket.getOutputStream().write(message.toByteArray());
    in.readUnsignedByte();
    int answer = in.readUnsignedByte();
    if (answer != 0) {
      throw new IOException("no connection to " + host + ":" + port + ", " + reason(answer));
    }
    in.readUnsignedByte();
    int length =
        switch (in.readUnsignedByte()) {
          case IP4 -> 4;
          case IP6 -> 16;
          default -> in.readUnsignedByte();
        };
    in.skipNBytes(length + 2L);
  }

  private void target(ByteArrayOutputStream message, String host) throws IOException {
    byte[] address = AddressRange.literal(host);
    if (address == null && proxy.kind() == ProxyAddress.Kind.SOCKS5) {
      try {
        address = InetAddress.getByName(host).getAddress();
      } catch (UnknownHostException _) {
        throw new IOException(
            "the name " + host + " is unknown here (socks5h:// lets the proxy look it up)");
      }
    }
    if (address == null) {
      message.write(NAME);
      text(message, host);
    } else {
      message.write(address.length == 4 ? IP4 : IP6);
      message.writeBytes(address);
    }
  }

  private static String reason(int answer) {
    return switch (answer) {
      case 1 -> "general failure";
      case 2 -> "its rules forbid it";
      case 3 -> "the network cannot be reached";
      case 4 -> "the host cannot be reached";
      case 5 -> "connection refused";
      case 6 -> "the time is over";
      case 7 -> "it cannot connect";
      case 8 -> "it does not know this kind of address";
      default -> "reply " + answer;
    };
  }
}
