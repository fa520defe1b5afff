package dev.latchkey.conformance.client;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * The connections that servers started by this process hold, looked at every few milliseconds: the
 * second best where nobody can watch their system calls.
 */
final class SocketSamples {
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final Map<String, String> remotes = new ConcurrentHashMap<>();

  /** Samples that are taken until this process ends. */
  static SocketSamples start() {
    SocketSamples samples = new SocketSamples();
    Thread.ofPlatform().daemon().name("socket-samples").start(samples::run);
    return samples;
  }

  Set<String> seen() {
    return Set.copyOf(seen);
  }

  private void run() {
    try {
      while (true) {
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .forEach(process -> sample(Path.of("/proc", String.valueOf(process.pid()))));
        Thread.sleep(2);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample(Path process) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      remotes.clear();
      for (String table : new String[] {"tcp", "tcp6", "udp", "udp6"}) {
        read(process.resolve("net").resolve(table));
      }
      for (Path file : files.toList()) {
        String target = Files.readSymbolicLink(file).toString();
        String remote = remotes.get(target.replaceAll("socket:\\[(\\d+)]", "$1"));
        if (remote != null) {
          seen.add(remote);
        }
      }
    } catch (IOException _) {
      // the process or its file has gone in the meantime
      return;
    }
  }

  private void read(Path table) throws IOException {
    for (String line : Files.readAllLines(table)) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > 9 && columns[2].contains(":") && !columns[2].endsWith(":0000")) {
        remotes.put(columns[9], remote(columns[2]));
      }
    }
  }

  /** {@code 0100007F:1F90} is port 8080 of this machine: words of the machine's own order. */
  private static String remote(String hex) throws IOException {
    String[] parts = hex.split(":", -1);
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
    ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      address.putInt(words.getInt());
    }
    String host = InetAddress.getByAddress(address.array()).getHostAddress();
    return host + ":" + Integer.parseInt(parts[1], 16);
  }
}
