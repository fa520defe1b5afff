package com.github.copilot;

import dev.latchkey.protocol.InProcessTransport;
import dev.latchkey.protocol.Transport;
import dev.latchkey.protocol.host.HostOptions;
import dev.latchkey.protocol.host.InProcessHost;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A runtime that is found on the class path while {@link #during} runs. */
public final class ScriptedHost implements InProcessHost {

  /** What the last client asked for, and the server it got. */
  record Contact(HostOptions options, ScriptedServer server) {}

  private static volatile @Nullable Contact last;
  private static volatile Consumer<ScriptedServer> script = server -> {};

  /** Found by the service loader. */
  public ScriptedHost() {}

  static Contact last() {
    return Objects.requireNonNull(last, "no client has come");
  }

  @Override
  public Transport connect(HostOptions options) throws IOException {
    InProcessTransport.Pair pair = InProcessTransport.pair();
    ScriptedServer server = ScriptedServer.over(pair.server());
    script.accept(server);
    last = new Contact(options, server);
    return pair.client();
  }

  /** Runs something on a thread whose class path holds this runtime. */
  static <T> T during(Path folder, Consumer<ScriptedServer> script, Callable<T> task)
      throws Exception {
    ScriptedHost.script = script;
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(InProcessHost.class.getName()), ScriptedHost.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return task.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
