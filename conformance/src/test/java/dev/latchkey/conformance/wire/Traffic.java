package dev.latchkey.conformance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.schema.ProtocolSchema;
import dev.latchkey.protocol.schema.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What servers said, taken from the copies of {@link Tee} and held to the public description. */
public final class Traffic {
  private static final ProtocolSchema SCHEMA = ProtocolSchema.published();

  /** Clients older than {@code connect} get milliseconds, which the description has no more. */
  private static final String FIRST_PING = "ping of an older client";

  /** The protocol has no description of them. */
  private static final String OUR_OWN = "latchkey.";

  private final Set<String> faults = new TreeSet<>();
  private int checked;

  private Traffic() {}

  /** Reads and checks all copies in a directory. */
  public static Traffic of(Path copies) throws IOException {
    Traffic traffic = new Traffic();
    List<Path> files;
    try (Stream<Path> all = Files.list(copies)) {
      files = all.filter(f -> f.toString().endsWith(".to-client")).sorted().toList();
    }
    for (Path file : files) {
      Path asked = Path.of(file.toString().replace(".to-client", ".to-server"));
      traffic.check(Frames.read(file), methodsById(Frames.read(asked)));
    }
    return traffic;
  }

  /** How many events, results and requests of servers were checked. */
  public int checked() {
    return checked;
  }

  /** What was wrong, each fault once. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  private static Map<String, String> methodsById(List<JsonNode> messages) {
    Map<String, String> methods = new HashMap<>();
    for (JsonNode message : messages) {
      if (message.has("method") && message.has("id")) {
        methods.put(message.get("id").toString(), message.get("method").asText());
      }
    }
    if (!methods.containsValue("connect")) {
      methods.replaceAll((id, method) -> method.equals("ping") ? FIRST_PING : method);
    }
    return methods;
  }

  private void check(List<JsonNode> messages, Map<String, String> asked) {
    for (JsonNode message : messages) {
      if (!message.path("jsonrpc").asText().equals("2.0")) {
        faults.add("a message without jsonrpc 2.0: " + message);
      }
      if (message.has("method")) {
        checkCall(message.get("method").asText(), message.path("params"));
      } else if (message.has("result")) {
        checkResult(asked.get(message.path("id").toString()), message.get("result"));
      } else {
        checkError(message);
      }
    }
  }

  private void checkCall(String method, JsonNode params) {
    if (method.equals("session.event")) {
      JsonNode event = params.path("event");
      report("event " + event.path("type").asText(), SCHEMA.validateEvent(event), event);
    } else {
      report("params of " + method, SCHEMA.validateParams(method, params), params);
    }
  }

  private void checkResult(@Nullable String method, JsonNode result) {
    if (method == null) {
      faults.add("an answer to nothing that was asked: " + result);
    } else if (method.equals(FIRST_PING) || method.startsWith(OUR_OWN)) {
      checked++;
    } else {
      report("result of " + method, SCHEMA.validateResult(method, result), result);
    }
  }

  private void checkError(JsonNode message) {
    checked++;
    JsonNode error = message.path("error");
    if (!error.path("code").isInt() || error.path("message").asText().isEmpty()) {
      faults.add("an error without code or message: " + message);
    }
    if (error.toString().contains("\\tat ")) {
      faults.add("a stack trace in an error: " + message);
    }
  }

  private void report(String what, List<Violation> violations, JsonNode json) {
    checked++;
    List<String> texts = new ArrayList<>();
    violations.forEach(v -> texts.add(v.toString()));
    if (!texts.isEmpty()) {
      faults.add(what + ": " + texts + " in " + shortened(json));
    }
  }

  private static String shortened(JsonNode json) {
    String text = json.toString();
    return text.length() <= 600 ? text : text.substring(0, 600) + "…";
  }
}
