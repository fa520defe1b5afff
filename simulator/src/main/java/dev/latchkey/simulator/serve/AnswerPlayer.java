package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.http.BodyWriter;
import dev.latchkey.simulator.http.HttpConnection;
import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.FaultReply;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.traffic.Headers;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.wire.Call;
import dev.latchkey.simulator.wire.Json;
import dev.latchkey.simulator.wire.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Plays a model's answer, whole or broken off. */
final class AnswerPlayer {
  private static final int NEVER = -1;

  private final RecordedRequest request;
  private final HttpConnection connection;
  private final WireFormat format;

  AnswerPlayer(RecordedRequest request, HttpConnection connection) {
    this.request = request;
    this.connection = connection;
    this.format = WireFormat.of(request.wire());
  }

  void play(Answer answer) throws IOException {
    connection.pause(answer.pace().firstByte());
    Call call = Call.of(request, answer);
    if (streams(answer)) {
      stream(call, new StreamPlayer.Breakage(format, null, NEVER));
    } else {
      connection.respond(200, headers(answer, "application/json"), whole(call));
    }
    if (answer.is(Oddity.CLOSE_AFTERWARDS)) {
      connection.cut();
    }
  }

  void playBroken(FaultReply reply) throws IOException {
    Answer answer = reply.answer();
    connection.pause(answer.pace().firstByte());
    Call call = Call.of(request, answer);
    if (streams(answer)) {
      stream(call, new StreamPlayer.Breakage(format, reply.fault(), reply.afterEvents()));
    } else {
      breakWhole(reply.fault(), headers(answer, "application/json"), whole(call));
    }
  }

  private void stream(Call call, StreamPlayer.Breakage breakage) throws IOException {
    Answer answer = call.answer();
    boolean closeDelimited = answer.is(Oddity.CLOSE_DELIMITED);
    BodyWriter body =
        connection.startBody(200, headers(answer, "text/event-stream"), closeDelimited);
    StreamPlayer player =
        new StreamPlayer(connection, body, new Layout(answer.oddities()), answer.pace(), breakage);
    try {
      format.stream(call, request, player);
      player.end();
    } catch (StreamBroken asScripted) {
      // The fault did to the connection what it had to; one that only ended the body leaves it
      // open.
    }
  }

  private void breakWhole(Fault fault, Headers headers, byte[] document) throws IOException {
    byte[] half = Arrays.copyOf(document, document.length / 2);
    switch (fault) {
      case BAD_JSON -> connection.respond(200, headers, half);
      case GARBAGE_LINE ->
          connection.respond(200, headers, "%% garbage %%".getBytes(StandardCharsets.UTF_8));
      case ERROR_IN_STREAM -> connection.respond(200, headers, FaultResponses.errorBody());
      default -> {
        String length = Integer.toString(document.length);
        connection.sendHead(200, headers.with("content-length", length));
        connection.write(half);
        switch (fault) {
          case CUT_MID_STREAM -> connection.cut();
          case RESET_MID_STREAM -> connection.reset();
          default -> connection.hang();
        }
      }
    }
  }

  private boolean streams(Answer answer) {
    return request.streams()
        ? !answer.is(Oddity.WHOLE_DESPITE_STREAM)
        : answer.is(Oddity.STREAM_DESPITE_WHOLE);
  }

  private byte[] whole(Call call) {
    return Json.text(format.whole(call)).getBytes(StandardCharsets.UTF_8);
  }

  private Headers headers(Answer answer, String contentType) {
    Headers headers = answer.headers().with("x-request-id", "req_" + request.number());
    if (answer.is(Oddity.NO_CONTENT_TYPE)) {
      return headers;
    }
    return headers.with(
        "content-type", answer.is(Oddity.JSON_CONTENT_TYPE) ? "application/json" : contentType);
  }
}
