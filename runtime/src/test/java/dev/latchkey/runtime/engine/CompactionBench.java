package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.SystemPrompt;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.MemoryStore;
import dev.latchkey.runtime.store.SessionStore;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An engine with a provider on a socket whose models have small windows. */
final class CompactionBench implements AutoCloseable {
  static final int LIMIT = 6_000;

  /** Words of our own request for a summary. */
  static final String TASK = "write a summary of this conversation";

  final Simulator provider = Simulator.start();
  final Recorder told = new Recorder();

  /** Replies to requests for summaries; where there is none, a usual one. */
  final Queue<Reply> summaries = new ConcurrentLinkedQueue<>();

  private final Providers providers = Providers.open(CallPolicy.DEFAULT);
  private final SessionStore store;
  Engine engine;
  private int idles;

  CompactionBench() {
    this(MemoryStore.create());
  }

  CompactionBench(SessionStore store) {
    this.store = store;
    this.engine = engine();
    answer(_ -> null);
  }

  private Engine engine() {
    return LocalEngine.open(EngineOptions.builder(store, providers::connect).build(), _ -> {});
  }

  /** Another process takes over the store. */
  void restart() {
    engine.close();
    told.checkAll();
    told.clear();
    idles = 0;
    engine = engine();
  }

  /** Answers the requests that are not for summaries; null leaves them to the queue. */
  void answer(Function<RecordedRequest, @Nullable Reply> answers) {
    provider.onRequest(request -> {
      if (!asksForSummary(request)) {
        return answers.apply(request);
      }
      Reply scripted = summaries.poll();
      return scripted == null ? Reply.text("SUMMARY of what was done.") : scripted;
    });
  }

  static boolean asksForSummary(RecordedRequest request) {
    return request.body().toString().contains(TASK);
  }

  ProviderConfig.Builder config(String wire) {
    return ProviderConfig.builder(provider.baseUrl() + (wire.equals("messages") ? "" : "/v1"))
        .name("p")
        .type(wire.equals("messages") ? "anthropic" : "openai")
        .wireApi(wire.equals("messages") ? "completions" : wire)
        .limits(new TokenLimits(LIMIT, null, null));
  }

  SessionOptions.Builder options(String wire) {
    return SessionOptions.builder()
        .id("s-1")
        .model("some-model")
        .provider(config(wire).build())
        .systemPrompt(new SystemPrompt.Replace("Be brief."))
        .tools(List.of(Bench.freeTool("look")));
  }

  Session create(SessionOptions.Builder options) {
    return engine.create(options.build(), told);
  }

  /** Asks and waits for the end of the run; returns the newest request. */
  RecordedRequest ask(Session session, String prompt, Reply... replies) {
    provider.enqueue(replies.length == 0 ? new Reply[] {Reply.text("Yes.")} : replies);
    session.send(UserInput.of(prompt));
    told.await("session.idle", ++idles);
    return calls().getLast();
  }

  /** The requests that are not for summaries. */
  List<RecordedRequest> calls() {
    return provider.modelCalls().stream().filter(call -> !asksForSummary(call)).toList();
  }

  List<RecordedRequest> summaryCalls() {
    return provider.modelCalls().stream().filter(CompactionBench::asksForSummary).toList();
  }

  /** About so many tokens of text. */
  static String tokens(int count) {
    return "word".repeat(count);
  }

  JsonNode completed(int count) {
    return told.await("session.compaction_complete", count);
  }

  @Override
  public void close() {
    engine.close();
    providers.close();
    provider.close();
    told.checkAll();
  }
}
