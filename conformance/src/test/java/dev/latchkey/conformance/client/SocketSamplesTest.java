package dev.latchkey.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What stands in where nobody can watch system calls: it sees the sockets of our children. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "sockets are looked up as Linux shows them")
class SocketSamplesTest {

  /** A child that connects to a port of this machine and stays until it is told to go. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      InetAddress address = InetAddress.getByName(args[0]);
      try (Socket socket = new Socket(address, Integer.parseInt(args[1]));
          InputStream in = socket.getInputStream()) {
        in.read();
      }
    }
  }

  private static Process child(ServerSocket server) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            Child.class.getName(),
            server.getInetAddress().getHostAddress(),
            String.valueOf(server.getLocalPort()))
        .redirectErrorStream(true)
        .start();
  }

  private static Set<String> sampled(String address) throws Exception {
    SocketSamples samples = SocketSamples.start();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      Process child = child(server);
      try (Socket accepted = server.accept()) {
        while (samples.seen().isEmpty()) {
          assertThat(child.isAlive()).as("until it is seen").isTrue();
          Thread.onSpinWait();
        }
        accepted.getOutputStream().write(0);
      } finally {
        child.destroy();
        child.waitFor(10, TimeUnit.SECONDS);
      }
      String port = ":" + server.getLocalPort();
      assertThat(samples.seen()).allMatch(seen -> seen.endsWith(port));
      return samples.seen();
    }
  }

  @Test
  void seesWhereAChildIsConnectedTo() throws Exception {
    assertThat(sampled("127.0.0.1")).hasSize(1).allMatch(seen -> seen.startsWith("127.0.0.1:"));
  }

  @Test
  void readsAddressesOfTheLongKindToo() throws Exception {
    assertThat(sampled("::1")).hasSize(1).allMatch(seen -> seen.startsWith("0:0:0:0:0:0:0:1:"));
  }
}
