package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** Endpoints of every family inside TLS, as they are used, through a proxy that tunnels. */
class SecureContractTest {
  @Nested
  class OpenAi extends ProviderContract {
    OpenAi() {
      super(Row.OPENAI_SECURE);
    }
  }

  @Nested
  class Azure extends ProviderContract {
    Azure() {
      super(Row.AZURE_SECURE);
    }
  }

  @Nested
  class Foundry extends ProviderContract {
    Foundry() {
      super(Row.FOUNDRY_SECURE);
    }
  }

  @Nested
  class Anthropic extends ProviderContract {
    Anthropic() {
      super(Row.ANTHROPIC_SECURE);
    }
  }
}
