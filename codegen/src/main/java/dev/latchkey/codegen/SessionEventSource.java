package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.EventType;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the base class of the session events, the unknown event and the type resolver. */
final class SessionEventSource {
  private final List<EventType> events;

  SessionEventSource(List<EventType> events) {
    this.events = events;
  }

  String base() {
    String permitted =
        events.stream().map(EventType::name).collect(Collectors.joining(",\n        "));
    return SourceText.file(PackageModel.EVENTS)
        + TEMPLATE
            .replace("PERMITTED", permitted)
            .replace("TIMESTAMP_BINDING", Json.timestamp())
            .replace("JSON.", "com.fasterxml.jackson.annotation.");
  }

  String unknown() {
    return SourceText.file(PackageModel.EVENTS)
        + UNKNOWN.replace("JSON.", "com.fasterxml.jackson.annotation.");
  }

  /** Maps type strings to classes one at a time, so that only the classes in use are loaded. */
  String resolver() {
    SourceText out = SourceText.file(PackageModel.EVENTS);
    out.line("import com.fasterxml.jackson.annotation.JsonTypeInfo;");
    out.line("import com.fasterxml.jackson.databind.DatabindContext;");
    out.line("import com.fasterxml.jackson.databind.JavaType;");
    out.line("import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;");
    out.line("");
    out.line("/** Finds the class of a session event by its type string. */");
    out.line("final class SessionEventTypes extends TypeIdResolverBase {");
    out.line("private JavaType base;");
    out.line("@Override").line("public void init(JavaType type) {").line("base = type;").line("}");
    out.line("@Override").line("public String idFromValue(Object value) {");
    out.line("return ((SessionEvent) value).getType();").line("}");
    out.line("@Override");
    out.line("public String idFromValueAndType(Object value, Class<?> suggestedType) {");
    out.line("return idFromValue(value);").line("}");
    out.line("@Override").line("public JsonTypeInfo.Id getMechanism() {");
    out.line("return JsonTypeInfo.Id.CUSTOM;").line("}");
    out.line("@Override");
    out.line("public JavaType typeFromId(DatabindContext context, String id) {");
    out.line("Class<? extends SessionEvent> type = of(id);");
    out.line("boolean fits = base.getRawClass().isAssignableFrom(type);");
    out.line("return fits ? context.constructSpecializedType(base, type) : base;").line("}");
    out.line("static Class<? extends SessionEvent> of(String type) {");
    out.line("return switch (type) {");
    for (EventType event : events) {
      out.line("case \"" + event.type() + "\" -> " + event.name() + ".class;");
    }
    out.line("default -> UnknownSessionEvent.class;");
    out.line("};").line("}").line("}");
    return out.toString();
  }

  private static final String TEMPLATE =
      """
      import java.time.OffsetDateTime;
      import java.util.UUID;

      /**
       * A session event. The type string tells the events apart; events of unknown types become
       * {@link UnknownSessionEvent}.
       */
      @JSON.JsonInclude(JSON.JsonInclude.Include.NON_NULL)
      @JSON.JsonIgnoreProperties(ignoreUnknown = true)
      @JSON.JsonPropertyOrder({"type", "data", "id", "timestamp", "parentId", "ephemeral", "agentId"})
      @JSON.JsonTypeInfo(
          use = JSON.JsonTypeInfo.Id.CUSTOM,
          include = JSON.JsonTypeInfo.As.EXISTING_PROPERTY,
          property = "type",
          visible = true,
          defaultImpl = UnknownSessionEvent.class)
      @com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver(SessionEventTypes.class)
      public abstract sealed class SessionEvent
          permits
              PERMITTED,
              UnknownSessionEvent {
        @JSON.JsonProperty("id")
        private UUID id;

        TIMESTAMP_BINDING
        @JSON.JsonProperty("timestamp")
        private OffsetDateTime timestamp;

        @JSON.JsonProperty("parentId")
        @JSON.JsonInclude(JSON.JsonInclude.Include.ALWAYS)
        private UUID parentId;

        @JSON.JsonProperty("agentId")
        private String agentId;

        @JSON.JsonProperty("ephemeral")
        @JSON.JsonInclude(JSON.JsonInclude.Include.NON_DEFAULT)
        private Boolean ephemeral;

        public SessionEvent() {}

        /** The type string, such as {@code session.start}. */
        @JSON.JsonProperty("type")
        public abstract String getType();

        public UUID getId() {
          return id;
        }

        public void setId(UUID id) {
          this.id = id;
        }

        public OffsetDateTime getTimestamp() {
          return timestamp;
        }

        public void setTimestamp(OffsetDateTime timestamp) {
          this.timestamp = timestamp;
        }

        /** The last stored event before this one; null for the first event of a session. */
        public UUID getParentId() {
          return parentId;
        }

        public void setParentId(UUID parentId) {
          this.parentId = parentId;
        }

        /** The sub-agent that the event belongs to; null for the main agent. */
        public String getAgentId() {
          return agentId;
        }

        public void setAgentId(String agentId) {
          this.agentId = agentId;
        }

        /** Whether the event is never stored; null means stored. */
        public Boolean getEphemeral() {
          return ephemeral;
        }

        public void setEphemeral(Boolean ephemeral) {
          this.ephemeral = ephemeral;
        }
      }
      """;

  private static final String UNKNOWN =
      """
      /** An event of a type that this version does not know; its data is kept as it came. */
      public final class UnknownSessionEvent extends SessionEvent {
        @JSON.JsonProperty("type")
        private String type;

        @JSON.JsonProperty("data")
        private com.fasterxml.jackson.databind.JsonNode data;

        public UnknownSessionEvent() {}

        @Override
        public String getType() {
          return type;
        }

        /** The data as it came; null when there was none. */
        public com.fasterxml.jackson.databind.JsonNode getData() {
          return data;
        }
      }
      """;
}
