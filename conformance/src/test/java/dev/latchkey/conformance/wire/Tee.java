package dev.latchkey.conformance.wire;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process between a client and a server that it starts: passes every byte on and keeps a copy.
 *
 * <p>Arguments: the directory for the copies, the server's command, then whatever the client passes
 * to the server. Over TCP it listens itself and connects to the server once per client. Beside the
 * copies, in {@code servers}, it leaves a file named after the server's process id: a client that
 * kills this process leaves the server behind.
 */
public final class Tee {
  private static final Pattern ANNOUNCED = Pattern.compile("listening on port (\\d+)");

  private final Path copies;
  private final List<String> command;

  private Tee(Path copies, List<String> command) {
    this.copies = copies;
    this.command = command;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> all = List.of(args);
    Tee tee = new Tee(Path.of(all.getFirst()), all.subList(1, all.size()));
    System.exit(all.contains("--stdio") ? tee.overStdio() : tee.overTcp());
  }

  private int overStdio() throws IOException, InterruptedException {
    Process server = start(command);
    String name = UUID.randomUUID().toString();
    pump(new FileInputStream(FileDescriptor.in), server.getOutputStream(), name + ".to-server");
    Thread answers =
        pump(
            server.getInputStream(), new FileOutputStream(FileDescriptor.out), name + ".to-client");
    answers.join();
    return server.waitFor();
  }

  private int overTcp() throws IOException {
    List<String> own = new ArrayList<>(command);
    int at = own.indexOf("--port");
    int port = at < 0 ? 0 : Integer.parseInt(own.get(at + 1));
    if (at >= 0) {
      own.subList(at, at + 2).clear();
    }
    Process server = start(own);
    int serverPort = announcedPort(server.getInputStream());
    try (ServerSocket listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      System.out.print("CLI server listening on port " + listener.getLocalPort() + "\n");
      System.out.flush();
      while (true) {
        join(listener.accept(), new Socket(InetAddress.getLoopbackAddress(), serverPort));
      }
    }
  }

  private void join(Socket client, Socket server) throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    String name = UUID.randomUUID().toString();
    pump(client.getInputStream(), server.getOutputStream(), name + ".to-server");
    pump(server.getInputStream(), client.getOutputStream(), name + ".to-client");
  }

  private Process start(List<String> command) throws IOException {
    Process server =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Path servers = Files.createDirectories(copies.resolveSibling("servers"));
    Files.createFile(servers.resolve(Long.toString(server.pid())));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(server)));
    return server;
  }

  /** A signal to this process is one to the server, whose exit code is then the answer. */
  private static void end(Process server) {
    if (server.isAlive()) {
      server.destroy();
      try {
        Runtime.getRuntime().halt(server.waitFor());
      } catch (InterruptedException e) {
        server.destroyForcibly();
      }
    }
  }

  private static int announcedPort(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    Matcher port = ANNOUNCED.matcher(line);
    if (!port.find()) {
      throw new IOException("the server announced no port but: " + line);
    }
    return Integer.parseInt(port.group(1));
  }

  private Thread pump(InputStream from, OutputStream to, String name) throws IOException {
    FileOutputStream copy = new FileOutputStream(copies.resolve(name).toFile());
    return Thread.ofVirtual()
        .start(() -> {
          try (from;
              to;
              copy) {
            byte[] buffer = new byte[65_536];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
              copy.write(buffer, 0, n);
              to.write(buffer, 0, n);
              to.flush();
            }
          } catch (IOException _) {
            // One side left; closing the streams tells the other.
          }
        });
  }
}
