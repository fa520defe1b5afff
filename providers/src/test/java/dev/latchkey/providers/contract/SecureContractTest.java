package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** Both families of endpoints inside TLS, as they are used, through a proxy that tunnels. */
class SecureContractTest {
  @Nested
  class OpenAi extends ProviderContract {
    OpenAi() {
      super(Row.OPENAI_SECURE);
    }
  }

  @Nested
  class Anthropic extends ProviderContract {
    Anthropic() {
      super(Row.ANTHROPIC_SECURE);
    }
  }
}
