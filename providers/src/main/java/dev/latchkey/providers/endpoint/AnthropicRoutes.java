package dev.latchkey.providers.endpoint;

import static dev.latchkey.providers.endpoint.ConfigErrors.invalid;

import java.net.URI;

/** {@code {base}/v1/messages}, whether or not the base already ends in {@code /v1}. */
record AnthropicRoutes(BaseUrl base) implements Routes {
  static AnthropicRoutes of(BaseUrl given) {
    BaseUrl base = given.without("/messages");
    while (base.path().endsWith("/v1")) {
      base = base.without("/v1");
    }
    if (base.host() == Host.OPENAI) {
      throw invalid(
          "type",
          "\"anthropic\" does not work with api.openai.com.",
          "Set type to \"openai\", or baseUrl to https://api.anthropic.com.");
    }
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
