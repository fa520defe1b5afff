package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.runtime.PendingPermission;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.tool.PermissionAsk;
import dev.latchkey.runtime.tool.ToolOutcome;
import dev.latchkey.runtime.tool.ToolOutcome.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one place where a session decides what a tool may do. */
final class PermissionDesk {
  static final String NOBODY_TO_ASK =
      "Permission denied and could not request permission from user";
  static final String REJECTED = "The user rejected this tool call.";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Waiting<PermissionDecision> waiting = new Waiting<>();
  private final Map<String, JsonNode> shown = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Set<JsonNode> approved = Collections.synchronizedSet(new HashSet<>());
  private volatile boolean askable;

  PermissionDesk(boolean askable) {
    this.askable = askable;
  }

  void askable(boolean somebodyAnswers) {
    askable = somebodyAnswers;
  }

  /** Makes a request of an earlier process answerable again. */
  void expect(String requestId, JsonNode prompt) {
    waiting.open(requestId);
    shown.put(requestId, prompt);
  }

  boolean answer(String requestId, PermissionDecision decision) {
    return waiting.answer(requestId, decision);
  }

  List<PendingPermission> pending() {
    synchronized (shown) {
      List<PendingPermission> all = new ArrayList<>();
      shown.forEach((id, prompt) -> all.add(new PendingPermission(id, prompt)));
      return all;
    }
  }

  /** A question that is asked within one run. */
  record Question(RunGate run, Journal journal, String callId, PermissionAsk ask) {}

  /**
   * Asks whether a tool may run, unless that is already known.
   *
   * @param asked the request of an earlier process that still waits for its answer, null for none
   * @return what the model is told instead of a result; empty when the tool may run
   */
  Optional<ToolOutcome> refusal(Question question, @Nullable String asked)
      throws InterruptedException {
    if (approved.contains(question.ask().approval())) {
      return Optional.empty();
    }
    if (!askable) {
      return Optional.of(ToolOutcome.failed(Kind.DENIED, NOBODY_TO_ASK));
    }
    String requestId = asked == null ? UUID.randomUUID().toString() : asked;
    Waiting<PermissionDecision>.Request pending = waiting.open(requestId);
    shown.put(requestId, question.ask().prompt());
    try {
      if (asked == null) {
        question.run().emit(ToolEvents.permissionRequested(requestId, question.ask()));
      }
      PermissionDecision decision = pending.await();
      tell(question, requestId, decision);
      return verdict(decision);
    } catch (InterruptedException e) {
      cancelled(question, requestId);
      throw e;
    } finally {
      pending.withdraw();
      shown.remove(requestId);
    }
  }

  private void tell(Question question, String requestId, PermissionDecision decision) {
    if (decision instanceof PermissionDecision.ApproveFor) {
      approved.add(approval(question, decision));
    }
    question
        .run()
        .emit(
            ToolEvents.permissionCompleted(
                requestId, question.callId(), result(question, decision)));
  }

  private static void cancelled(Question question, String requestId) {
    RunGate.Cut reason = question.run().reason();
    if (reason == null || reason == RunGate.Cut.CLOSE) {
      return;
    }
    ObjectNode result = NODES.objectNode().put("kind", "cancelled");
    if (reason == RunGate.Cut.SUSPEND) {
      result.put("reason", "Session suspended");
    }
    question.journal().emit(ToolEvents.permissionCompleted(requestId, question.callId(), result));
  }

  private static Optional<ToolOutcome> verdict(PermissionDecision decision) {
    return switch (decision) {
      case PermissionDecision.ApproveOnce _, PermissionDecision.ApproveFor _ -> Optional.empty();
      case PermissionDecision.Reject(String feedback) when feedback == null || feedback.isBlank() ->
          Optional.of(ToolOutcome.failed(Kind.REJECTED, REJECTED));
      case PermissionDecision.Reject(String feedback) ->
          Optional.of(ToolOutcome.failed(Kind.DENIED, REJECTED + " User feedback: " + feedback));
      case PermissionDecision.UserNotAvailable _ ->
          Optional.of(ToolOutcome.failed(Kind.DENIED, NOBODY_TO_ASK));
      case PermissionDecision.Unknown(String kind) ->
          Optional.of(
              ToolOutcome.failed(
                  Kind.FAILURE, "The permission decision \"" + kind + "\" is not known"));
    };
  }

  private static ObjectNode result(Question question, PermissionDecision decision) {
    ObjectNode result = NODES.objectNode();
    return switch (decision) {
      case PermissionDecision.ApproveOnce _ -> result.put("kind", "approved");
      case PermissionDecision.ApproveFor grant -> {
        boolean location = grant.scope() == PermissionDecision.Scope.LOCATION;
        result.put("kind", location ? "approved-for-location" : "approved-for-session");
        result.set("approval", approval(question, decision));
        if (location) {
          result.put("locationKey", grant.target() == null ? "" : grant.target());
        }
        yield result;
      }
      case PermissionDecision.Reject(String feedback) -> {
        result.put("kind", "denied-interactively-by-user");
        yield feedback == null ? result : result.put("feedback", feedback);
      }
      case PermissionDecision.UserNotAvailable _, PermissionDecision.Unknown _ ->
          result.put("kind", "denied-no-approval-rule-and-could-not-request-from-user");
    };
  }

  private static JsonNode approval(Question question, PermissionDecision decision) {
    return decision instanceof PermissionDecision.ApproveFor grant
            && grant.approval() != null
            && grant.approval().isObject()
        ? grant.approval()
        : question.ask().approval();
  }
}
