package dev.latchkey.providers.wire.anthropic;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Wire;
import dev.latchkey.providers.wire.WireJson;
import java.util.Map;

/**
 * Anthropic Messages. Replies are streamed whether or not the caller wants deltas, because long
 * ones are cut by timeouts otherwise; a quirk turns that off.
 */
public final class AnthropicWire implements Wire {
  private static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public Map<String, String> headers() {
    return HEADERS;
  }

  @Override
  public byte[] encode(ModelRequest request, Quirks quirks) {
    return WireJson.bytes(json -> new RequestWriter(json, request, quirks).write());
  }

  @Override
  public ReplyReader reader(Quirks quirks) {
    return new AnthropicReader();
  }
}
