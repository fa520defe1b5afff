package dev.latchkey.server;

import dev.latchkey.protocol.ErrorMap;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.providers.ModelException;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one place where an exception becomes an error answer. Failures that are meant for people keep
 * their text; for the others, which are our fault, the class name is all that leaves the process.
 */
final class ServerErrors implements ErrorMap {
  static final int AUTHENTICATION_REQUIRED = -32001;
  static final int AUTHENTICATION_FAILED = -32002;
  static final int AUTHENTICATION_NOT_CONFIGURED = -32003;

  private final ServerLog log;

  ServerErrors(ServerLog log) {
    this.log = log;
  }

  @Override
  public RpcException map(String method, Throwable thrown) {
    return new RpcException(
        RpcException.INTERNAL_ERROR,
        "Request " + method + " failed with message: " + text(method, thrown));
  }

  private String text(String method, Throwable thrown) {
    return switch (thrown) {
      case SessionException e -> message(e);
      case StoreException e -> message(e);
      case ModelException e -> e.failure().explained();
      case IllegalArgumentException e -> message(e);
      case UncheckedIOException e -> message(e);
      case IOException e -> message(e);
      case InterruptedException _ -> "The request was cancelled";
      default -> {
        log.error(method + " failed: " + thrown);
        log.trace(thrown);
        yield "Internal error (" + thrown.getClass().getSimpleName() + ")";
      }
    };
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }
}
