package dev.latchkey.providers.wire.completions;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.WireOptions;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Wire;
import java.util.Map;

/** OpenAI Chat Completions, and everything that calls itself compatible with it. */
public final class CompletionsWire implements Wire {
  private final WireOptions options;

  public CompletionsWire() {
    this(WireOptions.NONE);
  }

  public CompletionsWire(WireOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "completions";
  }

  @Override
  public Map<String, String> headers(ModelRequest request, Quirks quirks) {
    return Map.of();
  }

  @Override
  public boolean carriesFormat(ModelRequest request, Quirks quirks) {
    return !quirks.omit().contains("response_format");
  }

  @Override
  public byte[] encode(ModelRequest request, Quirks quirks) {
    return RequestWriter.write(request, quirks, options);
  }

  @Override
  public ReplyReader reader(Quirks quirks) {
    return new CompletionsReader(quirks);
  }
}
