package com.github.copilot;

import com.github.copilot.rpc.CopilotClientOptions;
import dev.latchkey.sdk.LaunchPlan;
import dev.latchkey.sdk.Launcher;
import dev.latchkey.sdk.Link;
import dev.latchkey.sdk.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The runtime of a client: started once, shared by all, stopped, perhaps started again. */
final class ClientRuntime {

  /** What exists while a client is started. */
  record Started(Connection connection, Map<String, CopilotSession> sessions) {}

  private final CopilotClientOptions options;
  private final LaunchPlan plan;
  private final Executor executor;
  private final LifecycleHandlers lifecycle;
  private final Object lock = new Object();
  private @Nullable CompletableFuture<Started> started;

  ClientRuntime(
      CopilotClientOptions options,
      LaunchPlan plan,
      Executor executor,
      LifecycleHandlers lifecycle) {
    this.options = options;
    this.plan = plan;
    this.executor = executor;
    this.lifecycle = lifecycle;
  }

  /** Starts, or returns the start that is there already, failed ones included. */
  CompletableFuture<Started> start() {
    synchronized (lock) {
      CompletableFuture<Started> existing = started;
      if (existing == null) {
        // Not on the user's executor: the start waits for answers that are completed there.
        existing = CompletableFuture.supplyAsync(this::launch, ClientThreads.shared());
        started = existing;
      }
      return existing;
    }
  }

  /**
   * Starts if that is allowed.
   *
   * @throws IllegalStateException if nothing was started and the options forbid to do so
   */
  CompletableFuture<Started> use() {
    synchronized (lock) {
      if (started == null && !options.isAutoStart()) {
        throw new IllegalStateException(
            "Client not connected: call start() first, or leave autoStart on");
      }
      return start();
    }
  }

  ConnectionState state() {
    CompletableFuture<Started> current = current();
    if (current == null) {
      return ConnectionState.DISCONNECTED;
    }
    if (!current.isDone()) {
      return ConnectionState.CONNECTING;
    }
    Started ready = ready(current);
    return ready == null || ready.connection().isClosed()
        ? ConnectionState.ERROR
        : ConnectionState.CONNECTED;
  }

  /** The open connection; null before the start, during it and after a failure. */
  @Nullable Connection connection() {
    CompletableFuture<Started> current = current();
    Started ready = current == null ? null : ready(current);
    return ready == null ? null : ready.connection();
  }

  /** Leaves the sessions, asks the runtime to end and waits until it has. */
  void stop() {
    CompletableFuture<Started> current = take();
    if (current == null) {
      return;
    }
    Started ready = await(current);
    if (ready == null) {
      return;
    }
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    for (CopilotSession session : ready.sessions().values()) {
      closing.add(CompletableFuture.runAsync(session::close, ClientThreads.shared()));
    }
    CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)).join();
    ready.connection().shutdown();
  }

  /** Ends everything at once. */
  void kill() {
    CompletableFuture<Started> current = take();
    Started ready = current == null ? null : await(current);
    if (ready != null) {
      ready.connection().kill();
    }
  }

  private @Nullable CompletableFuture<Started> current() {
    synchronized (lock) {
      return started;
    }
  }

  private @Nullable CompletableFuture<Started> take() {
    synchronized (lock) {
      CompletableFuture<Started> current = started;
      started = null;
      return current;
    }
  }

  private static @Nullable Started ready(CompletableFuture<Started> future) {
    return future.isDone() && !future.isCompletedExceptionally() ? future.join() : null;
  }

  private static @Nullable Started await(CompletableFuture<Started> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      return null; // The start failed and has cleaned up behind itself.
    }
  }

  private Started launch() {
    try {
      Link link = new Launcher(options, ClientThreads.shared()).open(plan);
      CompletableFuture<Connection> opened = new CompletableFuture<>();
      ClientRouter router = new ClientRouter(options, lifecycle, executor, opened::join);
      Connection connection = Connection.open(link, executor, router);
      opened.complete(connection);
      shakeHands(connection);
      return new Started(connection, router.sessions());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private void shakeHands(Connection connection) throws Exception {
    try {
      new Handshake(connection, options).run();
    } catch (Exception e) {
      ServerProcess process = connection.process();
      Exception failure = process != null && process.ended() ? Launcher.ended(process, e) : e;
      connection.kill();
      throw failure;
    }
  }
}
