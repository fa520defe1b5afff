package dev.latchkey.simulator.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.check.Complaint;
import dev.latchkey.simulator.check.ErrorBodies;
import dev.latchkey.simulator.http.WebSocketConnection;
import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.FaultReply;
import dev.latchkey.simulator.script.HttpReply;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.Headers;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.wire.Call;
import dev.latchkey.simulator.wire.EventSink;
import dev.latchkey.simulator.wire.Json;
import dev.latchkey.simulator.wire.WireFormat;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Plays a reply as messages of a WebSocket: an event each, and errors with status and headers. */
final class SocketPlayer {
  private final WebSocketConnection socket;
  private final ErrorBodies errors;
  private final RecordedRequest request;
  private final BiConsumer<@Nullable String, String> sent;

  /** {@code sent} hears of every event. */
  SocketPlayer(
      WebSocketConnection socket,
      ErrorBodies errors,
      RecordedRequest request,
      BiConsumer<@Nullable String, String> sent) {
    this.socket = socket;
    this.errors = errors;
    this.request = request;
    this.sent = sent;
  }

  /** Returns when the reply is sent, broken off or no longer wanted. */
  void play(Reply reply, RecordedRequest whole) throws IOException {
    switch (reply) {
      case HttpReply plain -> plain(plain);
      case Answer answer -> answer(answer, whole, new Events(answer, null, -1));
      case FaultReply fault -> fault(fault, whole);
    }
  }

  private void fault(FaultReply fault, RecordedRequest whole) throws IOException {
    switch (fault.fault().phase()) {
      case STREAM -> {
        try {
          Answer answer = fault.answer();
          answer(answer, whole, new Events(answer, fault.fault(), fault.afterEvents()));
        } catch (StreamBroken asScripted) {
          // the fault did to the connection what it had to
        }
      }
      case RESPONSE -> play(FaultResponses.of(fault, whole), whole);
      case CONNECTION -> {
        switch (fault.fault()) {
          case HANG, HANG_AFTER_HEADERS -> socket.hang();
          case RESET -> socket.reset();
          default -> socket.cut();
        }
      }
    }
  }

  private void answer(Answer answer, RecordedRequest whole, Events events) throws IOException {
    socket.pause(answer.pace().firstByte());
    WireFormat.of(whole.wire()).stream(Call.of(whole, answer), whole, events);
    events.end();
    if (answer.is(Oddity.CLOSE_AFTERWARDS)) {
      socket.close(WebSocketConnection.NORMAL);
    }
  }

  private void plain(HttpReply reply) throws IOException {
    switch (reply.content()) {
      case HttpReply.Content.Exact exact when reply.status() < 400 ->
          socket.send(exact.characters());
      case HttpReply.Content.Exact exact ->
          error(reply.status(), exact.characters(), reply.headers());
      case HttpReply.Content.Shaped shaped ->
          error(
              new Complaint(reply.status(), shaped.code(), "", shaped.message()), reply.headers());
    }
  }

  /** An error message for a complaint. */
  void error(Complaint complaint, @Nullable Headers headers) throws IOException {
    error(
        errors.status(complaint),
        errors.body(request, complaint),
        headers == null ? Headers.EMPTY : headers);
  }

  private void error(int status, String body, Headers headers) throws IOException {
    ObjectNode message = Json.object("type", "error", "status", status);
    var tree = Json.parseOrText(body);
    message.set("error", tree.has("error") ? tree.path("error") : tree);
    ObjectNode fields = Json.object("x-request-id", "req_" + request.number());
    headers.fields().forEach(field -> fields.put(field.name(), field.value()));
    socket.send(Json.text(message.set("headers", fields)));
  }

  /** Sends the events of an answer at its pace, and breaks them off where a fault says so. */
  private final class Events implements EventSink {
    private final Answer answer;
    private final @Nullable Fault fault;
    private final int afterEvents;
    private int count;

    Events(Answer answer, @Nullable Fault fault, int afterEvents) {
      this.answer = answer;
      this.fault = fault;
      this.afterEvents = afterEvents;
    }

    @Override
    public void event(@Nullable String name, String data) throws IOException {
      if (count > 0) {
        socket.pause(answer.pace().perChunk());
      }
      if (answer.is(Oddity.PINGS)) {
        socket.ping();
      }
      if (count++ == afterEvents) {
        strike(data);
      }
      socket.send(data);
      sent.accept(name, data);
    }

    @Override
    public void raw(String characters) throws IOException {
      socket.send(characters);
    }

    void end() throws IOException {
      if (fault != null && count <= afterEvents) {
        strike("{}");
      }
    }

    private void strike(String data) throws IOException {
      switch (fault) {
        case null -> {}
        case BAD_JSON -> socket.send(data.substring(0, data.length() / 2));
        case GARBAGE_LINE -> socket.send("%% garbage %%");
        case ERROR_IN_STREAM -> {
          socket.send(
              "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Simulated error.\"}");
          throw new StreamBroken();
        }
        case HANG_MID_STREAM, COMMENTS_FOREVER -> socket.hang();
        case RESET_MID_STREAM -> {
          socket.reset();
          throw new StreamBroken();
        }
        default -> {
          socket.cut();
          throw new StreamBroken();
        }
      }
    }
  }
}
