package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.runtime.ClientTool;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineListener;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.store.MemoryStore;
import dev.latchkey.runtime.store.SessionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** An engine with a scripted model, and the usual things to do with it. */
final class Bench implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  static final ProviderConfig PROVIDER = ProviderConfig.builder("http://127.0.0.1:1/v1").build();

  final ScriptedModel model = new ScriptedModel();
  final Recorder told = new Recorder();
  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  final SessionStore store;
  final Engine engine;

  Bench() {
    this(MemoryStore.create());
  }

  Bench(SessionStore store) {
    this(store, EngineListener.NONE);
  }

  Bench(SessionStore store, EngineListener listener) {
    this.store = store;
    this.engine =
        LocalEngine.open(
            EngineOptions.builder(store, _ -> model)
                .defaultProvider(Optional::empty)
                .version("9.9.9")
                .listener(listener)
                .build(),
            pauses::add);
  }

  static SessionOptions.Builder options() {
    return SessionOptions.builder().id("s-1").model("test-model").provider(PROVIDER);
  }

  Session create() {
    return engine.create(options().build(), told);
  }

  Session create(SessionOptions.Builder options) {
    return engine.create(options.build(), told);
  }

  Session resume(ResumeMode mode) {
    return engine.resume("s-1", options().build(), mode, told);
  }

  static ClientTool tool(String name) {
    return new ClientTool(
        name, "Does " + name, json("{'type':'object','properties':{}}"), false, false);
  }

  static ClientTool freeTool(String name) {
    return new ClientTool(name, "Does " + name, null, true, false);
  }

  static Content.ToolCall call(String id, String name, String arguments) {
    return Content.ToolCall.of(id, name, arguments.replace('\'', '"'));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    engine.close();
    told.checkAll();
  }
}
