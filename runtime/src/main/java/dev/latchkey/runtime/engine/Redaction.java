package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.SecretFilter;
import dev.latchkey.runtime.tool.ToolOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the live secrets of a session and its process out of what others read: results of tools,
 * before model, events and journal see them, and reports of failures.
 *
 * <p>Secrets change while a session runs, so they are asked for every time.
 */
final class Redaction {
  private static final String LEFT_OUT = "\n[an attachment was left out: it holds a secret]";

  private final SessionParts parts;

  Redaction(SessionParts parts) {
    this.parts = parts;
  }

  private SecretFilter filter() {
    List<Secret> live = new ArrayList<>(parts.model().secrets());
    live.addAll(parts.engine().secrets().get());
    return SecretFilter.of(live);
  }

  /** The same outcome without secrets. */
  ToolOutcome of(ToolOutcome outcome) {
    SecretFilter filter = filter();
    List<JsonNode> binaries = new ArrayList<>(outcome.binaries());
    boolean leftOut = binaries.removeIf(binary -> filter.finds(binary.toString()));
    @Nullable String detail = outcome.detail();
    Map<String, Object> telemetry = new HashMap<>(outcome.telemetry());
    telemetry.replaceAll(
        (_, fact) -> filter.finds(String.valueOf(fact)) ? filter.text(String.valueOf(fact)) : fact);
    return new ToolOutcome(
        outcome.kind(),
        filter.text(outcome.text()) + (leftOut ? LEFT_OUT : ""),
        binaries,
        detail == null ? null : filter.text(detail),
        telemetry);
  }

  /** A text for events or logs. */
  String text(String text) {
    return filter().text(text);
  }

  /** A stack trace for logs. */
  String trace(Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace, true));
    return text(trace.toString());
  }
}
