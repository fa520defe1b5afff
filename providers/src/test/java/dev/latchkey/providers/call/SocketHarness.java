package dev.latchkey.providers.call;

import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Transport;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.wire.responses.ResponsesWire;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A session's provider over WebSockets, and its conversation. */
final class SocketHarness implements AutoCloseable {
  final List<String> notices = new ArrayList<>();
  final List<Message> conversation = new ArrayList<>();
  final Harness waits;
  final HttpModelProvider provider;
  String model = "gpt-5";
  Map<String, String> variables = Map.of();
  private Transport last = Transport.HTTP;

  SocketHarness(Simulator simulator) {
    this(simulator, CallPolicy.DEFAULT);
  }

  SocketHarness(Simulator simulator, CallPolicy policy) {
    this(config(simulator.baseUrl() + "/v1").build(), policy, Network.of(Map.of()));
  }

  SocketHarness(ProviderConfig config, CallPolicy policy, Network network) {
    waits = new Harness(config, policy, network);
    Endpoint endpoint = Endpoint.of(config);
    provider = new HttpModelProvider(waits.gate, endpoint, new ResponsesWire(), endpoint.quirks());
  }

  static ProviderConfig.Builder config(String baseUrl) {
    return ProviderConfig.builder(baseUrl).wireApi("responses").transport("websockets");
  }

  private final class Listener implements RetryListener {
    @Override
    public void retrying(ModelException cause, int attempt, Duration wait) {
      waits.listener().retrying(cause, attempt, wait);
    }

    @Override
    public void noticed(CallNotice notice) {
      notices.add(notice.code());
    }
  }

  ModelRequest request() {
    return ModelRequest.builder(model)
        .system("Be brief.")
        .messages(List.copyOf(conversation))
        .cacheKey("key")
        .variables(variables)
        .build();
  }

  ModelStream open() {
    ModelStream stream = provider.stream(request(), new Listener());
    last = stream.transport();
    return stream;
  }

  /** Says something and takes the reply into the conversation. */
  String ask(String text) {
    conversation.add(Message.user(text));
    return answer();
  }

  /** Has the conversation answered as it is. */
  String answer() {
    List<ModelEvent> events;
    try (ModelStream stream = open()) {
      events = Harness.drain(stream);
    }
    if (events.getLast() instanceof ModelEvent.Failed failed) {
      throw failed.cause();
    }
    List<Content> reply = new ArrayList<>();
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.BlockDone done) {
        reply.add(done.block());
      }
    }
    conversation.add(new Message(Message.Role.ASSISTANT, reply));
    return Harness.text(events);
  }

  /** What the last call went over. */
  Transport transport() {
    return last;
  }

  /** What a request looked like: over which transport, whether it continues, how many items. */
  static String shape(RecordedRequest request) {
    if (!request.isModelCall()) {
      return request.method();
    }
    return (request.overSocket() ? "socket" : "http")
        + (request.body().has("previous_response_id") ? " +" : " ")
        + request.body().path("input").size();
  }

  @Override
  public void close() {
    provider.close();
    waits.close();
  }
}
