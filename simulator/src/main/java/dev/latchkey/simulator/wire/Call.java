package dev.latchkey.simulator.wire;

import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Usage;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.util.ArrayList;
import java.util.List;

/**
 * One answer to one request, with everything that the answer left open filled in.
 *
 * @param answer what was scripted
 * @param parts its parts, every tool call with an id
 * @param id the response id
 * @param model the model that answers
 * @param created seconds since 1970
 * @param usage scripted or estimated
 */
public record Call(
    Answer answer, List<Part> parts, String id, String model, long created, Usage usage) {

  /** Fills the answer in for this request. */
  public static Call of(RecordedRequest request, Answer answer) {
    String scripted = answer.outcome().model();
    Usage reported = answer.outcome().usage();
    return new Call(
        answer,
        identified(request, answer.parts()),
        idPrefix(request.wire()) + request.number(),
        scripted == null ? request.model() : scripted,
        request.receivedAt().getEpochSecond(),
        reported == null ? estimate(request, answer) : reported);
  }

  /** True when tools are called. */
  boolean callsTools() {
    return parts.stream().anyMatch(Part.ToolCall.class::isInstance);
  }

  /** The scripted finish, a natural one resolved. */
  Finish finish() {
    Finish scripted = answer.outcome().finish();
    if (scripted != Finish.NATURAL) {
      return scripted;
    }
    return callsTools() ? Finish.TOOL_CALLS : Finish.STOP;
  }

  private static List<Part> identified(RecordedRequest request, List<Part> parts) {
    String prefix = request.wire() == Wire.ANTHROPIC ? "toolu_" : "call_";
    List<Part> identified = new ArrayList<>(parts.size());
    for (Part part : parts) {
      boolean anonymous = part instanceof Part.ToolCall call && call.id().isEmpty();
      identified.add(
          anonymous
              ? ((Part.ToolCall) part).withId(prefix + request.number() + "_" + identified.size())
              : part);
    }
    return List.copyOf(identified);
  }

  private static String idPrefix(Wire wire) {
    return switch (wire) {
      case COMPLETIONS -> "chatcmpl-";
      case RESPONSES -> "resp_";
      case ANTHROPIC -> "msg_";
      case NONE -> "";
    };
  }

  /** About four characters per token, as people reckon. */
  private static Usage estimate(RecordedRequest request, Answer answer) {
    int sent = request.bytes();
    int written = 0;
    int reasoned = 0;
    for (Part part : answer.parts()) {
      switch (part) {
        case Part.Text text -> written += length(text.chunks());
        case Part.Reasoning reasoning -> reasoned += length(reasoning.chunks());
        case Part.ToolCall call -> written += call.name().length() + length(call.argumentChunks());
        case Part.Refusal refusal -> written += refusal.text().length();
        case Part.Redacted _, Part.Raw _ -> {}
      }
    }
    int reasoningTokens = reasoned == 0 ? 0 : reasoned / 4 + 1;
    return new Usage(sent / 4 + 1, written / 4 + 1 + reasoningTokens, 0, 0, reasoningTokens);
  }

  private static int length(List<String> chunks) {
    return chunks.stream().mapToInt(String::length).sum();
  }
}
