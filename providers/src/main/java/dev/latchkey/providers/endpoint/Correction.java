package dev.latchkey.providers.endpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * What a configuration means once its address is taken at its word: an address that only works with
 * another type or wire than the configured one decides, and a sentence says so.
 *
 * @param type the type that works at this address
 * @param wireApi the wire that works at this address
 * @param base the address, with a path that was missing for sure
 * @param warnings one sentence per correction; empty when the configuration was right
 */
record Correction(Endpoint.Type type, WireApi wireApi, BaseUrl base, List<String> warnings) {
  Correction {
    warnings = List.copyOf(warnings);
  }

  /** Total: whatever the address, there is an answer. */
  static Correction of(BaseUrl base, Endpoint.Type type, WireApi wireApi) {
    List<String> warnings = new ArrayList<>();
    Endpoint.Type meant = type(base, type);
    if (meant != type) {
      warnings.add(
          "type \"%s\" does not work with %s; using \"%s\". Set type to \"%s\" to silence this."
              .formatted(word(type), base.origin() + base.path(), word(meant), word(meant)));
    }
    BaseUrl whole = base;
    if (meant == Endpoint.Type.ANTHROPIC
        && base.host() == Host.AZURE
        && !anthropicPath(base.path())) {
      whole = base.withPath("/anthropic");
      warnings.add(
          "Anthropic models of Azure live under /anthropic; using %s/anthropic. Set baseUrl to that"
                  .formatted(base.origin())
              + " to silence this.");
    }
    return new Correction(meant, wire(base, meant, wireApi, warnings), whole, warnings);
  }

  private static Endpoint.Type type(BaseUrl base, Endpoint.Type type) {
    if (base.path().endsWith("/v1/messages") && base.host() != Host.OPENAI) {
      return Endpoint.Type.ANTHROPIC;
    }
    return switch (base.host()) {
      // these servers have one API, at OpenAI's paths and with its header for the key
      case OPENAI, AZURE_MODELS -> Endpoint.Type.OPENAI;
      case ANTHROPIC -> named(base, type == Endpoint.Type.AZURE ? Endpoint.Type.ANTHROPIC : type);
      case AZURE -> azure(base, type);
      case OLLAMA, LM_STUDIO, LOOPBACK, NEARBY, OTHER -> named(base, type);
    };
  }

  /** Anthropic's API has no such addresses, but servers that offer both have. */
  private static Endpoint.Type named(BaseUrl base, Endpoint.Type type) {
    boolean openAi =
        base.path().endsWith("/chat/completions") || base.path().endsWith("/responses");
    return type == Endpoint.Type.ANTHROPIC && openAi ? Endpoint.Type.OPENAI : type;
  }

  private static Endpoint.Type azure(BaseUrl base, Endpoint.Type type) {
    String path = base.path();
    if (anthropicPath(path)) {
      return Endpoint.Type.ANTHROPIC;
    }
    return switch (type) {
      case ANTHROPIC ->
          path.isEmpty() || path.equals("/v1") ? Endpoint.Type.ANTHROPIC : Endpoint.Type.AZURE;
      case AZURE -> Endpoint.Type.AZURE;
      case OPENAI -> compatible(path) ? Endpoint.Type.OPENAI : Endpoint.Type.AZURE;
    };
  }

  /** Azure's addresses that are compatible as they stand: the v1 route and model inference. */
  private static boolean compatible(String path) {
    return path.contains("/openai/v1") || path.contains("/models");
  }

  private static boolean anthropicPath(String path) {
    return (path + "/").contains("/anthropic/");
  }

  /** Completions is what nobody chose; the name of another API at the end of an address is. */
  private static WireApi wire(
      BaseUrl base, Endpoint.Type type, WireApi wireApi, List<String> warnings) {
    if (type == Endpoint.Type.ANTHROPIC) {
      return WireApi.MESSAGES;
    }
    if (base.path().endsWith("/responses") && wireApi != WireApi.RESPONSES) {
      warnings.add(
          "baseUrl is the address of the Responses API; using wireApi \"responses\". Set it to"
              + " silence this.");
      return WireApi.RESPONSES;
    }
    return wireApi;
  }

  static String word(Endpoint.Type type) {
    return switch (type) {
      case OPENAI -> "openai";
      case AZURE -> "azure";
      case ANTHROPIC -> "anthropic";
    };
  }
}
