package dev.latchkey.providers.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS 5 proxy that takes everything to one server of this machine. */
public final class SocksServer implements AutoCloseable {
  private final Listening port;
  private final int target;
  private final String user;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private SocksServer(int target, String user) {
    this.target = target;
    this.user = user;
    this.port = Listening.start(this::serve);
  }

  /**
   * A proxy.
   *
   * @param target port that everything is taken to; 0 refuses all connections
   * @param user {@code name:password} it wants; empty for none
   */
  public static SocksServer start(int target, String user) {
    return new SocksServer(target, user);
  }

  public int port() {
    return port.port();
  }

  /** What it was asked to connect to: kind of address, address, port. */
  public List<String> asked() {
    return asked;
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    if (!admitted(in, out)) {
      return;
    }
    in.skipNBytes(3);
    int kind = in.readUnsignedByte();
    byte[] host = in.readNBytes(kind == 1 ? 4 : kind == 4 ? 16 : in.readUnsignedByte());
    String name =
        kind == 3
            ? new String(host, StandardCharsets.UTF_8)
            : InetAddress.getByAddress(host).getHostAddress();
    asked.add((kind == 3 ? "name " : "address ") + name + ":" + in.readUnsignedShort());
    out.write(new byte[] {5, (byte) (target == 0 ? 5 : 0), 0, 1, 0, 0, 0, 0, 0, 0});
    if (target != 0) {
      try (Socket origin = new Socket(InetAddress.getLoopbackAddress(), target)) {
        Listening.pass(client, origin);
      }
    }
  }

  private boolean admitted(DataInputStream in, OutputStream out) throws IOException {
    in.readUnsignedByte();
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    if (user.isEmpty()) {
      out.write(new byte[] {5, 0});
      return true;
    }
    boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) >= 0;
    out.write(new byte[] {5, (byte) (offered ? 2 : 255)});
    if (!offered) {
      return false;
    }
    in.readUnsignedByte();
    String shown = text(in) + ":" + text(in);
    out.write(new byte[] {1, (byte) (shown.equals(user) ? 0 : 1)});
    return shown.equals(user);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    port.close();
  }
}
