package dev.latchkey.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a client will reach its runtime; made by {@link LaunchRules}, carried out by Launcher. */
public sealed interface LaunchPlan {

  /** Whether the client ends the runtime together with itself. */
  default boolean owned() {
    return true;
  }

  /** The token that {@code connect} presents; null for none. */
  default @Nullable String token() {
    return null;
  }

  /** In this virtual machine if a runtime is there, else as a child process. */
  record Automatic(List<String> args) implements LaunchPlan {
    /** Copies the arguments. */
    public Automatic {
      args = List.copyOf(args);
    }
  }

  /** In this virtual machine. */
  record InProcess() implements LaunchPlan {}

  /** A child process over its standard streams; a null program is the default one. */
  record Stdio(@Nullable String program, List<String> args) implements LaunchPlan {
    /** Copies the arguments. */
    public Stdio {
      args = List.copyOf(args);
    }
  }

  /** A child process over a loopback port; port 0 lets it choose. */
  record Tcp(@Nullable String program, List<String> args, int port, String token)
      implements LaunchPlan {
    /** Copies the arguments. */
    public Tcp {
      args = List.copyOf(args);
    }

    @Override
    public String toString() {
      return "Tcp[program=" + program + ", args=" + args.size() + ", port=" + port + "]";
    }
  }

  /** A server that runs already. */
  record Remote(String host, int port, @Nullable String token) implements LaunchPlan {
    @Override
    public boolean owned() {
      return false;
    }

    @Override
    public String toString() {
      return "Remote[host=" + host + ", port=" + port + "]";
    }
  }
}
