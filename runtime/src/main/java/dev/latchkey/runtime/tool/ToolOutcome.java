package dev.latchkey.runtime.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a tool call ended.
 *
 * @param text what the model reads, whatever the kind
 * @param binaries pictures and the like for the model, in the public form {@code {type, data,
 *     mimeType, description?}}
 * @param detail what people read instead of {@code text}, null for the same
 * @param telemetry facts for the event; never shown to the model
 */
public record ToolOutcome(
    Kind kind,
    String text,
    List<JsonNode> binaries,
    @Nullable String detail,
    Map<String, Object> telemetry) {
  /** The ways a call can end. */
  public enum Kind {
    SUCCESS("success"),
    FAILURE("failure"),
    /** Refused by a person who wants the run to stop. */
    REJECTED("rejected"),
    /** Refused; the run goes on. */
    DENIED("denied"),
    TIMEOUT("timeout");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** The name in {@code resultType} and {@code error.code}. */
    public String wireName() {
      return wireName;
    }

    /** The kind of a {@code resultType}; an unknown one is a success, as the text is given. */
    public static Kind of(String resultType) {
      for (Kind kind : values()) {
        if (kind.wireName.equals(resultType)) {
          return kind;
        }
      }
      return SUCCESS;
    }
  }

  public ToolOutcome {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(text);
    binaries = List.copyOf(binaries);
    telemetry = Map.copyOf(telemetry);
  }

  /** It worked, and this is what came out. */
  public static ToolOutcome success(String text) {
    return new ToolOutcome(Kind.SUCCESS, text, List.of(), null, Map.of());
  }

  /** It did not work out in the given way. */
  public static ToolOutcome failed(Kind kind, String text) {
    return new ToolOutcome(kind, text, List.of(), null, Map.of());
  }

  /** Whether the tool did what it was asked. */
  public boolean succeeded() {
    return kind == Kind.SUCCESS;
  }

  /** Whether the run ends with this batch of calls. */
  public boolean stopsRun() {
    return kind == Kind.REJECTED;
  }
}
