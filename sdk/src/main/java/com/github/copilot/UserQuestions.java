package com.github.copilot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.rpc.ElicitationParams;
import com.github.copilot.rpc.ElicitationResult;
import com.github.copilot.rpc.ElicitationResultAction;
import com.github.copilot.rpc.ElicitationSchema;
import com.github.copilot.rpc.InputOptions;
import com.github.copilot.rpc.SessionUiApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the user through whatever interface is attached to the session. */
final class UserQuestions implements SessionUiApi {

  private final CopilotSession session;

  UserQuestions(CopilotSession session) {
    this.session = session;
  }

  @Override
  public CompletableFuture<ElicitationResult> elicitation(ElicitationParams params) {
    session.requireOpen();
    if (session.getCapabilities().getUi() == null
        || !session.getCapabilities().getUi().getElicitation().orElse(false)) {
      throw new IllegalStateException(
          "no attached client can show questions: attach one that sets onElicitationRequest");
    }
    ObjectNode request = Wire.params(session.getSessionId()).setAll(Wire.object(params));
    return session.connection().call("session.ui.elicitation", request, ElicitationResult.class);
  }

  @Override
  public CompletableFuture<Boolean> confirm(String message) {
    return ask(message, "confirmed", Map.of("type", "boolean", "default", true))
        .thenApply(result -> Boolean.TRUE.equals(accepted(result, "confirmed")));
  }

  @Override
  @SuppressWarnings("NullAway") // null unless accepted, as in the public API
  public CompletableFuture<String> select(String message, String[] options) {
    return ask(message, "selection", Map.of("type", "string", "enum", List.of(options)))
        .thenApply(result -> text(accepted(result, "selection")));
  }

  @Override
  @SuppressWarnings("NullAway") // null unless accepted, as in the public API
  public CompletableFuture<String> input(String message, @Nullable InputOptions options) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("type", "string");
    if (options != null) {
      put(field, "title", options.getTitle());
      put(field, "description", options.getDescription());
      options.getMinLength().ifPresent(value -> field.put("minLength", value));
      options.getMaxLength().ifPresent(value -> field.put("maxLength", value));
      put(field, "format", options.getFormat());
      put(field, "default", options.getDefaultValue());
    }
    return ask(message, "value", field).thenApply(result -> text(accepted(result, "value")));
  }

  private CompletableFuture<ElicitationResult> ask(
      String message, String field, Map<String, Object> schema) {
    return elicitation(
        new ElicitationParams()
            .setMessage(message)
            .setRequestedSchema(
                new ElicitationSchema()
                    .setProperties(Map.of(field, schema))
                    .setRequired(List.of(field))));
  }

  private static @Nullable Object accepted(ElicitationResult result, String field) {
    boolean accepted =
        result.getAction() == ElicitationResultAction.ACCEPT && result.getContent() != null;
    return accepted ? result.getContent().get(field) : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static void put(Map<String, Object> field, String name, @Nullable Object value) {
    if (value != null) {
      field.put(name, value);
    }
  }
}
