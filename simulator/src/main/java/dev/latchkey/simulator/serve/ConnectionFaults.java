package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.http.HttpConnection;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.traffic.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Faults of the connection itself. */
final class ConnectionFaults {
  private static final Headers STREAM =
      Headers.of("content-type", "text/event-stream", "transfer-encoding", "chunked");

  private final HttpConnection connection;
  private final Runnable refuse;

  ConnectionFaults(HttpConnection connection, Runnable refuse) {
    this.connection = connection;
    this.refuse = refuse;
  }

  void strike(Fault fault) throws IOException {
    connection.lastResponse();
    switch (fault) {
      case REFUSE -> {
        refuse.run();
        connection.reset();
      }
      case HANG -> connection.hang();
      case HANG_AFTER_HEADERS -> {
        connection.sendHead(200, STREAM);
        connection.hang();
      }
      case CUT_AFTER_HEADERS -> {
        connection.sendHead(200, STREAM);
        connection.cut();
      }
      case WRONG_LENGTH -> {
        connection.sendHead(
            200, Headers.of("content-type", "application/json", "content-length", "4096"));
        connection.write("{\"choices\":[]}".getBytes(StandardCharsets.UTF_8));
        connection.cut();
      }
      case NOT_HTTP -> {
        connection.write("220 mail.example.com ESMTP\r\n".getBytes(StandardCharsets.UTF_8));
        connection.cut();
      }
      case RESET -> connection.reset();
      default -> connection.cut();
    }
  }
}
