package dev.latchkey.providers.endpoint;

import java.net.URI;
import java.util.List;

/** {@code {base}/v1/messages}, whether or not the base already ends in {@code /v1}. */
record AnthropicRoutes(BaseUrl base) implements Routes {
  private static final List<String> FULL_ENDPOINTS = List.of("/v1/messages", "/messages", "/v1");

  static AnthropicRoutes of(BaseUrl given) {
    BaseUrl base = given.withoutAll(FULL_ENDPOINTS);
    return new AnthropicRoutes(base);
  }

  @Override
  public URI call(String wireModel) {
    return base.at("/v1/messages", null);
  }

  @Override
  public URI models() {
    return base.at("/v1/models", "limit=1000");
  }
}
