package dev.latchkey.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.MessageAssembler;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.ToolSpec;
import java.util.ArrayList;
import java.util.List;

/** Whether the model answers, streams and calls tools: three calls of a few tokens each. */
final class ModelProbes {
  private static final int FEW_TOKENS = 512;

  private final ModelProvider provider;
  private final String model;

  ModelProbes(ModelProvider provider, String model) {
    this.provider = provider;
    this.model = model;
  }

  List<Probe> run() {
    List<Probe> probes = new ArrayList<>();
    probes.add(answer());
    if (probes.getLast().verdict() == Probe.Verdict.FAIL) {
      probes.add(Probe.skip("streaming", "no answer to stream"));
      probes.add(Probe.skip("tools", "no answer to call from"));
      return probes;
    }
    probes.add(streaming());
    probes.add(tools());
    return probes;
  }

  private Probe answer() {
    try {
      Reply reply = call(request(false).build());
      return reply.text().isBlank()
          ? Probe.warn("model", model + " answered nothing", "Try another model.")
          : Probe.pass("model", model + " answers");
    } catch (ModelException e) {
      return Probe.fail("model", e.failure().message(), e.nextStep());
    }
  }

  private Probe streaming() {
    try {
      Reply reply = call(request(true).build());
      return reply.deltas() > 0
          ? Probe.pass("streaming", reply.deltas() + " chunks" + usage(reply))
          : Probe.warn("streaming", "the answer came in one piece", "A gateway may buffer it.");
    } catch (ModelException e) {
      return Probe.fail("streaming", e.failure().message(), e.nextStep());
    }
  }

  private static String usage(Reply reply) {
    return reply.usageKnown() ? ", with token counts" : ", without token counts";
  }

  private Probe tools() {
    ModelRequest request =
        request(true)
            .tools(List.of(new ToolSpec("report_sum", "Reports the sum.", parameters())))
            .messages(
                List.of(Message.user("Use the tool report_sum to report the sum of 2 and 2.")))
            .build();
    try {
      Reply reply = call(request);
      return reply.toolCalls() > 0
          ? Probe.pass("tools", "the model called the tool it was offered")
          : Probe.warn(
              "tools",
              "the model did not call the tool",
              "Agents need it. Use a model made for tools; vLLM needs --enable-auto-tool-choice.");
    } catch (ModelException e) {
      return Probe.fail("tools", e.failure().message(), e.nextStep());
    }
  }

  private ModelRequest.Builder request(boolean stream) {
    return ModelRequest.builder(model)
        .messages(List.of(Message.user("What is 2+2? Answer with the number only.")))
        .maxOutputTokens(FEW_TOKENS)
        .stream(stream);
  }

  private static ObjectNode parameters() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putObject("properties").putObject("sum").put("type", "integer");
    schema.putArray("required").add("sum");
    return schema;
  }

  private record Reply(String text, int deltas, int toolCalls, boolean usageKnown) {}

  private Reply call(ModelRequest request) {
    MessageAssembler assembler = new MessageAssembler();
    int deltas = 0;
    try (ModelStream stream = provider.stream(request, RetryListener.NONE)) {
      ModelEvent event;
      do {
        event = stream.next();
        assembler.accept(event);
        deltas += event instanceof ModelEvent.TextDelta ? 1 : 0;
      } while (!event.terminal());
      if (event instanceof ModelEvent.Failed failed) {
        throw failed.cause();
      }
    }
    StringBuilder text = new StringBuilder();
    int calls = 0;
    for (Content block : assembler.content()) {
      switch (block) {
        case Content.Text said -> text.append(said.text());
        case Content.ToolCall _ -> calls++;
        case Content.Media _, Content.Reasoning _, Content.ToolResult _ -> {}
      }
    }
    return new Reply(text.toString(), deltas, calls, assembler.usage().inputTokens() != null);
  }
}
