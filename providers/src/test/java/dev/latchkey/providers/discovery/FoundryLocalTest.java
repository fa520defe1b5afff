package dev.latchkey.providers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundryLocalTest {
  @TempDir private Path directory;

  private void install(String script) throws IOException {
    Path command = Files.writeString(directory.resolve("foundry"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void asksTheCommandForThePort() throws IOException {
    install(
        """
        [ "$1 $2" = "service status" ] || exit 1
        echo "Model management service is running on http://127.0.0.1:5273/openai/status"
        """);
    assertThat(FoundryLocal.find(Map.of("PATH", "/nowhere:" + directory)))
        .hasValue("http://127.0.0.1:5273/v1");
  }

  @Test
  void showsTheCommandNoKeys() throws IOException {
    install(
        "echo on http://127.0.0.1:$PORT/ for ${COPILOT_PROVIDER_API_KEY:-nobody} > "
            + directory
            + "/said; cat "
            + directory
            + "/said");
    Map<String, String> variables =
        Map.of(
            "PATH", directory + ":/usr/bin:/bin",
            "PORT", "5273",
            "COPILOT_PROVIDER_API_KEY", "the-key");
    assertThat(FoundryLocal.find(variables)).hasValue("http://127.0.0.1:5273/v1");
    assertThat(directory.resolve("said")).hasContent("on http://127.0.0.1:5273/ for nobody");
  }

  @Test
  void findsNothingWithoutCommandOrService() throws IOException {
    assertThat(FoundryLocal.find(Map.of("PATH", directory.toString()))).isEmpty();
    assertThat(FoundryLocal.find(Map.of())).isEmpty();
    install("echo 'Model management service is not running!'; exit 1");
    assertThat(FoundryLocal.find(Map.of("PATH", directory.toString()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Service is running on http://localhost:49152/openai/status, http://127.0.0.1:49152/v1",
    "🟢 running at http://127.0.0.1:5272, http://127.0.0.1:5272/v1",
    "endpoint: https://[::1]:6000/, http://127.0.0.1:6000/v1",
  })
  void readsTheAddressInItsWordings(String output, String expected) {
    assertThat(FoundryLocal.baseUrl(output)).hasValue(expected);
  }
}
