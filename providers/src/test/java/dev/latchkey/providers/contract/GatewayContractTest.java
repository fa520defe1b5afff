package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** Gateways in front of all of them. */
class GatewayContractTest {
  @Nested
  class LiteLlm extends ProviderContract {
    LiteLlm() {
      super(Row.LITELLM);
    }
  }

  @Nested
  class Completions extends ProviderContract {
    Completions() {
      super(Row.GATEWAY);
    }
  }

  @Nested
  class Responses extends ProviderContract {
    Responses() {
      super(Row.GATEWAY_RESPONSES);
    }
  }

  @Nested
  class Anthropic extends ProviderContract {
    Anthropic() {
      super(Row.GATEWAY_ANTHROPIC);
    }
  }
}
