package dev.latchkey.providers.websocket;

import dev.latchkey.providers.net.Listening;
import dev.latchkey.providers.net.TinyServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's end of one WebSocket, frame by frame, for a test to do with it what it likes. */
public final class Peer {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final Socket socket;
  private final DataInputStream in;

  private Peer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** What a test does at the server's end. */
  @FunctionalInterface
  public interface Deed {
    void with(Peer peer) throws IOException, InterruptedException;
  }

  /** One frame that the client sent. */
  @SuppressWarnings("ArrayRecordComponent") // looked at once, never compared
  public record Received(int kind, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /** Opens a socket for every client that asks, and does this with it. */
  public static Listening.Service accepting(Deed deed) {
    return client -> {
      TinyServer.Asked asked = TinyServer.read(client.getInputStream());
      String key = asked.headers().getOrDefault("sec-websocket-key", "");
      Peer peer = new Peer(client);
      peer.write(
          ("HTTP/1.1 101 X\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
                  + "Sec-WebSocket-Accept: "
                  + proof(key)
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      deed.with(peer);
    };
  }

  private static String proof(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public void say(String... messages) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (String message : messages) {
      frames.writeBytes(frame(0x81, message.getBytes(StandardCharsets.UTF_8)));
    }
    write(frames.toByteArray());
  }

  /** Sends a frame with this first byte. */
  public void frame(int first, String payload) throws IOException {
    write(frame(first, payload.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else {
      boolean small = payload.length < 65536;
      frame.write(small ? 126 : 127);
      for (int shift = small ? 8 : 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Takes the next frame of the client. */
  public Received take() throws IOException {
    int kind = in.readUnsignedByte() & 0x0F;
    int length = in.readUnsignedByte() & 0x7F;
    long whole = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(Math.toIntExact(whole));
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new Received(kind, payload);
  }

  /** Reads until the client has gone. */
  public void awaitEnd() {
    try {
      socket.getInputStream().readAllBytes();
    } catch (IOException _) {
      // gone with a reset
      return;
    }
  }

  public void fin() throws IOException {
    socket.close();
  }

  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends this direction only, and goes on to listen. */
  public void halfClose() throws IOException {
    socket.shutdownOutput();
    awaitEnd();
  }
}
