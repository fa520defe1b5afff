package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** OpenAI itself. */
class OpenAiContractTest {
  @Nested
  class Completions extends ProviderContract {
    Completions() {
      super(Row.OPENAI_COMPLETIONS);
    }
  }

  @Nested
  class Responses extends ProviderContract {
    Responses() {
      super(Row.OPENAI_RESPONSES);
    }
  }

  @Nested
  class Pasted extends ProviderContract {
    Pasted() {
      super(Row.OPENAI_PASTED);
    }
  }
}
