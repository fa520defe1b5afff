package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** Anthropic itself. */
class AnthropicContractTest {
  @Nested
  class Direct extends ProviderContract {
    Direct() {
      super(Row.ANTHROPIC);
    }
  }

  @Nested
  class WithVersion extends ProviderContract {
    WithVersion() {
      super(Row.ANTHROPIC_V1);
    }
  }

  @Nested
  class Token extends ProviderContract {
    Token() {
      super(Row.ANTHROPIC_TOKEN);
    }
  }
}
