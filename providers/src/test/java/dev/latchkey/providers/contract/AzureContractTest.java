package dev.latchkey.providers.contract;

import org.junit.jupiter.api.Nested;

/** Azure OpenAI's native routes. */
class AzureContractTest {
  @Nested
  class Deployment extends ProviderContract {
    Deployment() {
      super(Row.AZURE_DEPLOYMENT);
    }
  }

  @Nested
  class DeploymentResponses extends ProviderContract {
    DeploymentResponses() {
      super(Row.AZURE_DEPLOYMENT_RESPONSES);
    }
  }

  @Nested
  class Pasted extends ProviderContract {
    Pasted() {
      super(Row.AZURE_PASTED);
    }
  }

  @Nested
  class Versionless extends ProviderContract {
    Versionless() {
      super(Row.AZURE_VERSIONLESS);
    }
  }

  @Nested
  class VersionlessResponses extends ProviderContract {
    VersionlessResponses() {
      super(Row.AZURE_VERSIONLESS_RESPONSES);
    }
  }

  @Nested
  class Preview extends ProviderContract {
    Preview() {
      super(Row.AZURE_V1_PREVIEW);
    }
  }

  @Nested
  class PreviewResponses extends ProviderContract {
    PreviewResponses() {
      super(Row.AZURE_V1_PREVIEW_RESPONSES);
    }
  }

  @Nested
  class Token extends ProviderContract {
    Token() {
      super(Row.AZURE_TOKEN);
    }
  }
}
