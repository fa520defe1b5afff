package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** Servers of open models. */
class LocalContractTest {
  @Nested
  class Ollama extends ProviderContract {
    Ollama() {
      super(Row.OLLAMA);
    }
  }

  @Nested
  class OllamaResponses extends ProviderContract {
    OllamaResponses() {
      super(Row.OLLAMA_RESPONSES);
    }
  }

  @Nested
  class FoundryLocal extends ProviderContract {
    FoundryLocal() {
      super(Row.FOUNDRY_LOCAL);
    }
  }

  @Nested
  class Vllm extends ProviderContract {
    Vllm() {
      super(Row.VLLM);
    }
  }

  @Nested
  class VllmResponses extends ProviderContract {
    VllmResponses() {
      super(Row.VLLM_RESPONSES);
    }
  }
}
