package dev.latchkey.sdk;

import com.github.copilot.rpc.CopilotClientMode;
import com.github.copilot.rpc.CopilotClientOptions;
import dev.latchkey.protocol.StreamTransport;
import dev.latchkey.protocol.Transport;
import dev.latchkey.protocol.host.HostOptions;
import dev.latchkey.protocol.host.InProcessHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Carries out a {@link LaunchPlan}. */
public final class Launcher {

  private static final int CONNECT_MILLIS = 10_000;
  private static final long ANNOUNCEMENT_SECONDS = 30;

  private final CopilotClientOptions options;
  private final ServerCommand command;
  private final RuntimeLocator locator;
  private final Executor executor;

  /** A launcher that waits for port announcements on the executor. */
  public Launcher(CopilotClientOptions options, Executor executor) {
    this.options = options;
    this.command = new ServerCommand(options);
    this.locator = new RuntimeLocator(System.getenv());
    this.executor = executor;
  }

  /**
   * Opens the way to the runtime; blocks until bytes can flow.
   *
   * @throws IOException if there is no runtime or it does not start; the message says why
   */
  public Link open(LaunchPlan plan) throws IOException, InterruptedException {
    if (plan instanceof LaunchPlan.Remote remote) {
      return new Link(socket(remote.host(), remote.port()), null, false, remote.token());
    }
    if (plan instanceof LaunchPlan.Tcp tcp) {
      return tcp(tcp);
    }
    if (plan instanceof LaunchPlan.Stdio stdio) {
      return stdio(stdio);
    }
    if (plan instanceof LaunchPlan.Automatic automatic) {
      InProcessHost host = locator.inProcess();
      return host == null ? stdio(new LaunchPlan.Stdio(null, automatic.args())) : inProcess(host);
    }
    InProcessHost host = locator.inProcess();
    if (host == null) {
      throw new IOException(locator.missingInProcess());
    }
    return inProcess(host);
  }

  private Link inProcess(InProcessHost host) throws IOException {
    Map<String, String> environment = command.environment(null);
    if (options.getMode() == CopilotClientMode.EMPTY) {
      environment.put("COPILOT_DISABLE_KEYTAR", "1");
    }
    Path directory = directory();
    HostOptions given =
        new HostOptions(
            command.arguments(List.of(), List.of()),
            environment,
            directory == null ? Path.of("").toAbsolutePath() : directory);
    return new Link(host.connect(given), null, true, null);
  }

  private Link stdio(LaunchPlan.Stdio plan) throws IOException {
    ServerProcess server = spawn(plan.program(), plan.args(), List.of("--stdio"), null);
    Process process = server.process();
    Transport transport =
        StreamTransport.open(
            process.getInputStream(),
            process.getOutputStream(),
            // The reading side ends by itself once the program has seen the end of its input.
            process.getOutputStream());
    return new Link(transport, server, true, null);
  }

  private Link tcp(LaunchPlan.Tcp plan) throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>();
    if (plan.port() > 0) {
      flags.addAll(List.of("--port", Integer.toString(plan.port())));
    }
    ServerProcess server = spawn(plan.program(), plan.args(), flags, plan.token());
    try {
      return new Link(socket("localhost", port(server)), server, true, plan.token());
    } catch (IOException e) {
      boolean ended = server.ended();
      server.kill();
      throw ended ? ended(server, e) : e;
    }
  }

  private int port(ServerProcess server) throws IOException, InterruptedException {
    FutureTask<Integer> announcement = new FutureTask<>(server::announcedPort);
    executor.execute(announcement);
    try {
      return announcement.get(ANNOUNCEMENT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      server.kill();
      throw new IOException(
          "the program did not say on which port it listens within "
              + ANNOUNCEMENT_SECONDS
              + " s; check that it is a server of the public protocol",
          e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? "" : e.getCause().getMessage(), e);
    }
  }

  private ServerProcess spawn(
      @Nullable String program, List<String> first, List<String> transport, @Nullable String token)
      throws IOException {
    String found = program == null ? locator.program() : program;
    return ServerProcess.start(
        command.line(found, first, transport), command.environment(token), directory());
  }

  private @Nullable Path directory() {
    return options.getCwd() == null ? null : Path.of(options.getCwd());
  }

  private static Transport socket(String host, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      return StreamTransport.open(socket.getInputStream(), socket.getOutputStream(), socket);
    } catch (IOException e) {
      socket.close();
      throw new IOException(
          "cannot connect to " + host + ":" + port + " (" + e.getMessage() + "); is it running?",
          e);
    }
  }

  /** The failure of a runtime that ended while it was being started, with its last words. */
  public static IOException ended(ServerProcess server, Throwable cause) {
    String text = server.errorText();
    return new IOException(
        "CLI process exited unexpectedly." + (text.isEmpty() ? "" : "\nstderr: " + text), cause);
  }
}
