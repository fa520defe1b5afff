package dev.latchkey.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.UnknownSessionEvent;
import dev.latchkey.protocol.events.EventWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** JSON that fits the description survives the generated types. */
class RoundTripTest {
  private static final long SEED = 20261122;

  /** The published record of this event is empty, though its data is not. */
  private static final String EMPTY_IN_JAVA = "sandbox.decision";

  /** Fields of some records whose published type is narrower than the newer description's. */
  private static final Set<String> RETYPED =
      Set.of(
          "maxPromptTokens",
          "maxContextWindowTokens",
          "maxOutputTokens",
          "supportedCapabilities",
          "_meta");

  /** In Java most variants of this result belong to the result of {@code catalog.search}. */
  private static final String FOREIGN_VARIANTS = "mcp.planInstall";

  private final ObjectMapper mapper = new ObjectMapper();
  private final ProtocolSchema schema = ProtocolSchema.published();

  @Test
  void everyEventSurvivesBothWriters() throws IOException {
    List<String> failures = new ArrayList<>();
    for (String type : schema.eventTypes()) {
      for (long seed = SEED; seed < SEED + 20; seed++) {
        ObjectNode json = new Samples(schema, seed).event(type);
        check(json, failures, type + " seed " + seed);
      }
    }
    assertThat(failures).isEmpty();
  }

  private void check(ObjectNode json, List<String> failures, String name) throws IOException {
    schema.validateEvent(json).forEach(v -> failures.add(name + ": " + v));
    SessionEvent event = mapper.treeToValue(json, SessionEvent.class);
    JsonNode bound = mapper.readTree(mapper.writeValueAsString(event));
    JsonNode streamed = mapper.readTree(stream(event));
    if (event.getType().equals(EMPTY_IN_JAVA)) {
      json.putObject("data");
    }
    if (event instanceof UnknownSessionEvent) {
      failures.add(name + ": unknown type");
    }
    if (!same(json, bound)) {
      failures.add(name + ": " + json + " is bound to " + bound);
    }
    if (!same(bound, streamed)) {
      failures.add(name + ": " + bound + " is streamed as " + streamed);
    }
  }

  @Test
  void unknownFieldsAreTolerated() throws IOException {
    for (String type : schema.eventTypes()) {
      ObjectNode json = new Samples(schema, SEED).event(type);
      SessionEvent expected = mapper.treeToValue(json, SessionEvent.class);
      ((ObjectNode) json.get("data")).put("brandNew", 1);
      json.putArray("alsoNew");

      SessionEvent event = mapper.treeToValue(json, SessionEvent.class);

      assertThat(stream(event)).isEqualTo(stream(expected));
    }
  }

  @Test
  void everyParameterAndResultRecordSurvives() throws IOException {
    List<String> failures = new ArrayList<>();
    int bound = 0;
    for (String method : schema.methods()) {
      for (long seed = SEED; seed < SEED + 5; seed++) {
        Samples samples = new Samples(schema, seed);
        SchemaType params = schema.params(method);
        if (params != null) {
          bound += check(samples.value(params, 0), method, "Params", failures, seed);
        }
        bound += check(samples.value(schema.result(method), 0), method, "Result", failures, seed);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(bound).isGreaterThan(2500);
  }

  private int check(JsonNode json, String method, String suffix, List<String> failures, long seed)
      throws IOException {
    String name = method + " " + suffix + " seed " + seed;
    List<Violation> violations =
        suffix.equals("Params")
            ? schema.validateParams(method, json)
            : schema.validateResult(method, json);
    violations.forEach(v -> failures.add(name + ": " + v));
    Optional<Class<?>> type = type(method, suffix);
    if (type.isEmpty() || !json.isObject() || method.equals(FOREIGN_VARIANTS)) {
      return 0;
    }
    removeRetyped(json);
    try {
      Object value = mapper.treeToValue(json, type.get());
      JsonNode back = mapper.readTree(mapper.writeValueAsString(value));
      if (!same(json, back)) {
        failures.add(name + ": " + json + " is bound to " + back);
      }
    } catch (IOException e) {
      failures.add(name + ": " + e.getMessage());
    }
    return 1;
  }

  private static void removeRetyped(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove(RETYPED);
    }
    json.forEach(RoundTripTest::removeRetyped);
  }

  private static Optional<Class<?>> type(String method, String suffix) {
    String name =
        Pattern.compile("(^|[._])(.)")
            .matcher(method)
            .replaceAll(match -> match.group(2).toUpperCase(Locale.ROOT));
    try {
      return Optional.of(Class.forName("com.github.copilot.generated.rpc." + name + suffix));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private String stream(SessionEvent event) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator out = mapper.createGenerator(text)) {
      EventWriter.write(out, event);
    }
    return text.toString();
  }

  /** Numbers are the same when their values are. */
  private static boolean same(JsonNode one, JsonNode other) {
    return one.equals(
        (a, b) -> {
          if (a.isNumber() && b.isNumber()) {
            return Double.compare(a.doubleValue(), b.doubleValue());
          }
          return a.equals(b) ? 0 : 1;
        },
        other);
  }
}
