package dev.latchkey.providers.wire.anthropic;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.providers.WireOptions;
import dev.latchkey.providers.wire.FormatSchema;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Wire;
import dev.latchkey.providers.wire.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Anthropic Messages. Replies are streamed whether or not the caller wants deltas, because long
 * ones are cut by timeouts otherwise; a quirk turns that off.
 */
public final class AnthropicWire implements Wire {
  private static final String INTERLEAVED = "interleaved-thinking-2025-05-14";

  private final WireOptions options;

  public AnthropicWire() {
    this(WireOptions.NONE);
  }

  public AnthropicWire(WireOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public Map<String, String> headers(ModelRequest request, Quirks quirks) {
    List<String> betas = new ArrayList<>(options.betas());
    if (quirks.interleavedThinking()
        && !betas.contains(INTERLEAVED)
        && interleaves(request, quirks)) {
      betas.add(INTERLEAVED);
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("anthropic-version", "2023-06-01");
    if (!betas.isEmpty()) {
      headers.put("anthropic-beta", String.join(",", betas));
    }
    return headers;
  }

  /**
   * Adaptive models think between calls by themselves, models with a budget when it is asked for.
   */
  private static boolean interleaves(ModelRequest request, Quirks quirks) {
    return !request.tools().isEmpty() && OutputPlan.of(request, quirks, true).budget() > 0;
  }

  @Override
  public boolean carriesFormat(ModelRequest request, Quirks quirks) {
    ResponseFormat format = request.responseFormat();
    return format != null
        && !quirks.omit().contains("output_config")
        && ModelTraits.of(request, quirks).formats()
        && FormatSchema.plain(format.schema()) != null;
  }

  @Override
  public byte[] encode(ModelRequest request, Quirks quirks) {
    return WireJson.bytes(json -> new RequestWriter(json, request, quirks, options).write());
  }

  @Override
  public ReplyReader reader(Quirks quirks) {
    return new AnthropicReader();
  }
}
