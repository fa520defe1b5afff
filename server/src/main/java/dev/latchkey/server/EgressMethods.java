package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.providers.net.EgressCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods about what left this machine. */
final class EgressMethods {
  private EgressMethods() {}

  static @Nullable Method find(String name) {
    return name.equals("latchkey.egress.report") ? EgressMethods::report : null;
  }

  /** The requests of one session, or of the whole process, which is no stranger's business. */
  private static JsonBody report(Call call) {
    String session = call.params().textOrNull("sessionId");
    if (session == null && StrangerCheck.strangers(call)) {
      throw new IllegalArgumentException(
          "latchkey.egress.report needs a sessionId: this server serves untrusted clients.");
    }
    EgressCounter egress = call.server().providers().egress();
    List<EgressCounter.Line> lines = session == null ? egress.lines() : egress.lines(session);
    ArrayNode servers = Json.array();
    for (EgressCounter.Line line : lines) {
      ObjectNode entry = servers.addObject();
      entry.put("server", line.server()).put("purpose", line.purpose().word());
      entry.put("requests", line.requests());
      entry.put("bytesSent", line.bytesSent()).put("bytesReceived", line.bytesReceived());
    }
    return Methods.field("servers", servers);
  }
}
