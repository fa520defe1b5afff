package dev.latchkey.providers.endpoint;

import static dev.latchkey.providers.endpoint.ConfigErrors.invalid;

import java.net.URI;
import java.util.List;

/** {@code {base}/chat/completions} or {@code {base}/responses}, on any compatible server. */
record OpenAiRoutes(BaseUrl base, WireApi wireApi) implements Routes {
  private static final List<String> FULL_ENDPOINTS =
      List.of("/chat/completions", "/responses", "/completions", "/messages", "/models");

  static OpenAiRoutes of(BaseUrl given, WireApi wireApi) {
    BaseUrl base = given;
    for (String endpoint : FULL_ENDPOINTS) {
      // Azure's model inference API really lives under /models
      boolean keep = endpoint.equals("/models") && given.host() == Host.AZURE;
      base = keep ? base : base.without(endpoint);
    }
    while (base.path().endsWith("/v1/v1")) {
      base = base.without("/v1");
    }
    if (base.host() == Host.OLLAMA) {
      base = base.without("/api");
    }
    if (base.path().isEmpty() && wantsV1(base.host())) {
      base = base.withPath("/v1");
    }
    rejectNativeAzure(base);
    return new OpenAiRoutes(base, wireApi);
  }

  /** Servers whose compatible API is at /v1 and nowhere else. */
  private static boolean wantsV1(Host host) {
    return host == Host.OPENAI
        || host == Host.ANTHROPIC
        || host == Host.OLLAMA
        || host == Host.LM_STUDIO;
  }

  private static void rejectNativeAzure(BaseUrl base) {
    boolean nativeRoute =
        base.path().isEmpty()
            || base.path().equals("/openai")
            || base.path().contains("/openai/deployments");
    if (base.host() == Host.AZURE && nativeRoute) {
      throw invalid(
          "type",
          "\"openai\" does not work with a native Azure endpoint.",
          "Set type to \"azure\" with the bare host as baseUrl, or keep type \"openai\" and let"
              + " baseUrl end in /openai/v1/.");
    }
  }

  @Override
  public URI call(String wireModel) {
    return base.at(wireApi == WireApi.RESPONSES ? "/responses" : "/chat/completions", null);
  }

  @Override
  public URI models() {
    return base.at("/models", null);
  }
}
