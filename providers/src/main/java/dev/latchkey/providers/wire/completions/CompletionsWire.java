package dev.latchkey.providers.wire.completions;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Wire;
import java.util.Map;

/** OpenAI Chat Completions, and everything that calls itself compatible with it. */
public final class CompletionsWire implements Wire {
  @Override
  public String name() {
    return "completions";
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public byte[] encode(ModelRequest request, Quirks quirks) {
    return RequestWriter.write(request, quirks);
  }

  @Override
  public ReplyReader reader(Quirks quirks) {
    return new CompletionsReader(quirks);
  }
}
