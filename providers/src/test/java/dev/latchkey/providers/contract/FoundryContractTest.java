package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** Microsoft Foundry: the v1 route, projects, single models and Claude. */
class FoundryContractTest {
  @Nested
  class Completions extends ProviderContract {
    Completions() {
      super(Row.FOUNDRY_COMPLETIONS);
    }
  }

  @Nested
  class Responses extends ProviderContract {
    Responses() {
      super(Row.FOUNDRY_RESPONSES);
    }
  }

  @Nested
  class Project extends ProviderContract {
    Project() {
      super(Row.FOUNDRY_PROJECT);
    }
  }

  @Nested
  class Model extends ProviderContract {
    Model() {
      super(Row.FOUNDRY_MODEL);
    }
  }

  @Nested
  class Anthropic extends ProviderContract {
    Anthropic() {
      super(Row.FOUNDRY_ANTHROPIC);
    }
  }
}
