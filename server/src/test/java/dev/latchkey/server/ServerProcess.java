package dev.latchkey.server;

import dev.latchkey.protocol.JsonRpcPeer;
import dev.latchkey.protocol.RpcRouter;
import dev.latchkey.protocol.StreamTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own. */
final class ServerProcess implements AutoCloseable {
  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  static ServerProcess start(Path home, Map<String, String> environment, String... args)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.latchkey.server.ServeMain"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("COPILOT_"));
    builder.environment().put("LATCHKEY_HOME", home.toString());
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start());
  }

  Process process() {
    return process;
  }

  /** A client over the standard streams of the process. */
  JsonRpcPeer connect() {
    StreamTransport transport =
        StreamTransport.open(
            process.getInputStream(),
            process.getOutputStream(),
            () -> process.getOutputStream().close());
    JsonRpcPeer peer = new JsonRpcPeer(transport, Thread::startVirtualThread, RpcRouter.NONE);
    peer.start(Thread.ofVirtual().factory());
    return peer;
  }

  String firstLine() throws IOException {
    return process.inputReader(StandardCharsets.UTF_8).readLine();
  }

  String stderr() throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("The server did not exit");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
