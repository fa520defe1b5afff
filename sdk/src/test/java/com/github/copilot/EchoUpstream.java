package com.github.copilot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** An HTTP server for one request: answers 201 with the body it got. */
final class EchoUpstream implements AutoCloseable {

  private final ServerSocket listener;
  private final CompletableFuture<String> head = new CompletableFuture<>();

  EchoUpstream() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "echo-upstream");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/echo";
  }

  /** The request line and the headers, in lower case. */
  CompletableFuture<String> head() {
    return head;
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        bytes.write(in.read());
      }
      String text = bytes.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      int length = Integer.parseInt(text.replaceFirst("(?s).*content-length: (\\d+).*", "$1"));
      byte[] body = in.readNBytes(length);
      head.complete(text);
      OutputStream out = socket.getOutputStream();
      String answer = "HTTP/1.1 201 Created\r\nX-Answer: yes\r\nContent-Length: " + length;
      out.write((answer + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
    } catch (IOException e) {
      head.completeExceptionally(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
