package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.discovery.FoundryLocal;
import java.util.Iterator;
import java.util.Set;

/**
 * What clients that are strangers may say about providers: a list of fields, so that what is added
 * later is closed to them until somebody has thought about it. Files, commands, variables and
 * identities of the operator's machine are the operator's.
 */
final class StrangerCheck {
  private static final Set<String> PROVIDER =
      Set.of(
          "name",
          "providerName",
          "type",
          "wireApi",
          "transport",
          "baseUrl",
          "apiKey",
          "bearerToken",
          "hasBearerTokenProvider",
          "azure",
          "headers",
          "modelId",
          "wireModel",
          "modelCapabilities",
          "capabilities",
          "maxPromptTokens",
          "maxOutputTokens",
          "maxContextWindowTokens",
          "latchkey");
  private static final Set<String> EXTENSION =
      Set.of(
          "askLimits",
          "extraBody",
          "extraHeaders",
          "extraQuery",
          "quirks",
          "egress",
          "limits",
          "modelAliases",
          "compaction",
          "betas",
          "cacheTtl",
          "serviceTier");
  private static final String ENVIRONMENT_TEMPLATE = "${env:";

  private StrangerCheck() {}

  /** Whether this server serves strangers. */
  static boolean strangers(Call call) {
    return call.server().setup().arguments().egress().untrusted();
  }

  /** Refuses what the params of this call say about providers when a stranger may not say it. */
  static void providers(Call call) {
    if (!strangers(call)) {
      return;
    }
    if (call.rpc().params().toString().contains(ENVIRONMENT_TEMPLATE)) {
      throw new IllegalArgumentException(
          "Provider headers may not use ${env:...}: this server serves untrusted clients. Send the"
              + " value itself.");
    }
    provider("provider", call.params().raw("provider"));
    int index = 0;
    for (JsonNode provider : call.params().raw("providers")) {
      provider("providers[" + index++ + "]", provider);
    }
  }

  private static void provider(String path, JsonNode provider) {
    only(path, provider, PROVIDER);
    only(path + ".latchkey", provider.path("latchkey"), EXTENSION);
    // it stands for what a command of this machine says
    if (provider.path("baseUrl").asText("").strip().equalsIgnoreCase(FoundryLocal.BASE_URL)) {
      throw new IllegalArgumentException(
          path
              + ".baseUrl: "
              + FoundryLocal.BASE_URL
              + " is not for clients of this server: it serves untrusted clients. Write the URL.");
    }
  }

  private static void only(String path, JsonNode object, Set<String> known) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            path
                + "."
                + name
                + " is not for clients of this server: it serves untrusted clients. Leave it out;"
                + " whoever runs the server can set it.");
      }
    }
  }
}
