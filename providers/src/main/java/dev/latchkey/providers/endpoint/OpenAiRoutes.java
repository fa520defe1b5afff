package dev.latchkey.providers.endpoint;

import java.net.URI;
import java.util.List;

/** {@code {base}/chat/completions} or {@code {base}/responses}, on any compatible server. */
record OpenAiRoutes(BaseUrl base, WireApi wireApi) implements Routes {
  private static final List<String> FULL_ENDPOINTS =
      List.of("/chat/completions", "/responses", "/completions", "/messages", "/models");

  static OpenAiRoutes of(BaseUrl given, WireApi wireApi) {
    // Azure's model inference API really lives under /models
    boolean inference = given.host() == Host.AZURE;
    BaseUrl base = given.withoutAll(inference ? FULL_ENDPOINTS.subList(0, 4) : FULL_ENDPOINTS);
    if (base.host() == Host.OLLAMA) {
      base = base.without("/api");
    }
    if (base.path().isEmpty() && wantsV1(base.host())) {
      base = base.withPath("/v1");
    }
    return new OpenAiRoutes(base, wireApi);
  }

  /** Servers whose compatible API is at /v1 and nowhere else. */
  private static boolean wantsV1(Host host) {
    return host == Host.OPENAI
        || host == Host.ANTHROPIC
        || host == Host.AZURE_MODELS
        || host == Host.OLLAMA
        || host == Host.LM_STUDIO;
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
