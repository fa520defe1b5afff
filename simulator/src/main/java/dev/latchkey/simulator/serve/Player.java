package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.check.Complaint;
import dev.latchkey.simulator.check.ErrorBodies;
import dev.latchkey.simulator.http.HttpConnection;
import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.FaultReply;
import dev.latchkey.simulator.script.HttpReply;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.Headers;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Plays a reply on the connection its request came from. */
public final class Player {
  private static final String NO_ANSWER =
      "A model's answer was scripted for a request that is no model call; script an HTTP reply.";

  private final ErrorBodies errors;
  private final Runnable refuse;

  /**
   * A player for any number of connections.
   *
   * @param errors shapes error bodies
   * @param refuse closes the port and every connection
   */
  public Player(ErrorBodies errors, Runnable refuse) {
    this.errors = errors;
    this.refuse = refuse;
  }

  /** Returns when the reply is sent, broken off or no longer wanted. */
  public void play(Reply reply, RecordedRequest request, HttpConnection connection)
      throws IOException {
    switch (reply) {
      case HttpReply plain -> plain(plain, request, connection);
      case Answer _ when request.wire() == Wire.NONE ->
          plain(Reply.status(500, "no_model_call", NO_ANSWER), request, connection);
      case Answer answer -> new AnswerPlayer(request, connection).play(answer);
      case FaultReply fault -> fault(fault, request, connection);
    }
  }

  private void fault(FaultReply fault, RecordedRequest request, HttpConnection connection)
      throws IOException {
    switch (fault.fault().phase()) {
      case STREAM -> new AnswerPlayer(request, connection).playBroken(fault);
      case RESPONSE -> play(FaultResponses.of(fault, request), request, connection);
      case CONNECTION -> new ConnectionFaults(connection, refuse).strike(fault.fault());
    }
  }

  private void plain(HttpReply reply, RecordedRequest request, HttpConnection connection)
      throws IOException {
    Headers headers = reply.headers().with("x-request-id", "req_" + request.number());
    switch (reply.content()) {
      case HttpReply.Content.Exact exact -> respond(connection, reply, headers, exact.characters());
      case HttpReply.Content.Shaped shaped ->
          respond(
              connection,
              reply,
              headers.with("content-type", errors.contentType()),
              errors.body(
                  request, new Complaint(reply.status(), shaped.code(), "", shaped.message())));
    }
  }

  private static void respond(
      HttpConnection connection, HttpReply reply, Headers headers, String body) throws IOException {
    connection.respond(reply.status(), headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
