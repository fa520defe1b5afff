package dev.latchkey.protocol.host;

import dev.latchkey.protocol.Transport;
import java.io.IOException;

/**
 * A runtime in the same process, found with {@link java.util.ServiceLoader}.
 *
 * <p>The runtime's class files need Java 25. On an older JVM loading the provider fails with an
 * {@link UnsupportedClassVersionError} inside a {@link java.util.ServiceConfigurationError}; the
 * caller then starts a process instead.
 */
public interface InProcessHost {

  /**
   * Starts a runtime with these options and connects to it. Each call makes a runtime of its own,
   * which ends when the transport is closed.
   *
   * @return the client's end; the first message on it is normally {@code connect}
   * @throws IOException when the runtime cannot start; the message says why
   * @throws IllegalArgumentException when an argument is unknown
   */
  Transport connect(HostOptions options) throws IOException;
}
