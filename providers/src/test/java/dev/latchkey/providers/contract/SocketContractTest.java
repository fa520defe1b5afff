package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** Responses over a WebSocket. */
class SocketContractTest {
  @Nested
  class OpenAi extends CallContract {
    OpenAi() {
      super(Row.OPENAI_SOCKET);
    }
  }

  @Nested
  class OpenAiSecure extends CallContract {
    OpenAiSecure() {
      super(Row.OPENAI_SOCKET_SECURE);
    }
  }

  @Nested
  class Ollama extends CallContract {
    Ollama() {
      super(Row.OLLAMA_SOCKET);
    }
  }
}
