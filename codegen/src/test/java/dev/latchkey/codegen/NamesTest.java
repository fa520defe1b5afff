package dev.latchkey.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void namesTypesAfterTheirParts() {
    assertThat(Names.type("session.model_change")).isEqualTo("SessionModelChange");
    assertThat(Names.type("no-auth-required")).isEqualTo("NoAuthRequired");
    assertThat(Names.type("githubTelemetry.event")).isEqualTo("GitHubTelemetryEvent");
  }

  @Test
  void namesComponentsInCamelCase() {
    assertThat(Names.component("access_type_sku")).isEqualTo("accessTypeSku");
    assertThat(Names.component("_meta")).isEqualTo("meta");
    assertThat(Names.component("githubMessage")).isEqualTo("gitHubMessage");
    assertThat(Names.component("origin-tracker")).isEqualTo("originTracker");
  }

  @Test
  void avoidsNamesThatJavaUses() {
    assertThat(Names.component("default")).isEqualTo("default_");
    assertThat(Names.component("wait")).isEqualTo("wait_");
  }

  @Test
  void namesConstantsInCapitals() {
    assertThat(Names.constant("user-initiated")).isEqualTo("USER_INITIATED");
    assertThat(Names.constant("/chat/completions")).isEqualTo("CHAT_COMPLETIONS");
    assertThat(Names.constant("ws:/responses")).isEqualTo("WS_RESPONSES");
    assertThat(Names.constant("1h")).isEqualTo("_1H");
  }
}
