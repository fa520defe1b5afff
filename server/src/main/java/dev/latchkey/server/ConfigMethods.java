package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.providers.ModelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is configured, for people who may know. */
final class ConfigMethods {
  private ConfigMethods() {}

  static @Nullable Method find(String name) {
    return name.equals("latchkey.config.show") ? ConfigMethods::show : null;
  }

  private static JsonBody show(Call call) {
    ServerSetup setup = call.server().setup();
    if (setup.arguments().egress().untrusted()) {
      throw new IllegalArgumentException(
          "latchkey.config.show is not for clients of this server: it serves untrusted clients.");
    }
    ConfigDesk files = call.server().defaults().files();
    ModelException mistake = files.mistake();
    ObjectNode result = Json.object();
    result.put("problem", mistake == null ? null : mistake.failure().message());
    Configuration inForce = files.inForce();
    ArrayNode names = result.putArray("files");
    inForce.documents().forEach(document -> names.add(document.file().toString()));
    List<ConfigReport.Entry> options = OptionsReport.of(setup.arguments(), setup.environment());
    result.set("values", ConfigReport.json(ConfigReport.of(options, inForce, setup.environment())));
    return JsonBody.of(result);
  }
}
