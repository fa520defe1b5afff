package dev.latchkey.providers.wire.responses;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.WireOptions;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Wire;
import dev.latchkey.providers.wire.WireJson;
import java.util.Map;

/** OpenAI Responses. */
public final class ResponsesWire implements Wire {
  private final WireOptions options;

  public ResponsesWire() {
    this(WireOptions.NONE);
  }

  public ResponsesWire(WireOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "responses";
  }

  @Override
  public Map<String, String> headers(ModelRequest request, Quirks quirks) {
    return Map.of();
  }

  @Override
  public boolean carriesFormat(ModelRequest request, Quirks quirks) {
    return !quirks.omit().contains("text");
  }

  @Override
  public byte[] encode(ModelRequest request, Quirks quirks) {
    return WireJson.bytes(json -> new RequestWriter(json, request, quirks, options).write());
  }

  @Override
  public ReplyReader reader(Quirks quirks) {
    return new ResponsesReader();
  }
}
