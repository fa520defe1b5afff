package dev.latchkey.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.protocol.host.InProcessHost;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeLocatorTest {

  @TempDir private Path folder;

  private Path program(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void prefersTheNamedProgramThenLatchkeyThenCopilot() throws Exception {
    String path = "/nonexistent" + File.pathSeparator + folder;
    String copilot = program("copilot").toString();
    assertThat(new RuntimeLocator(Map.of("PATH", path)).program()).isEqualTo(copilot);
    String latchkey = program("latchkey").toString();
    assertThat(new RuntimeLocator(Map.of("PATH", path)).program()).isEqualTo(latchkey);
    assertThat(new RuntimeLocator(Map.of("PATH", path, "COPILOT_CLI_PATH", "/my/cli")).program())
        .isEqualTo("/my/cli");
  }

  @Test
  void saysWhatToDoWhenThereIsNone() {
    assertThatThrownBy(() -> new RuntimeLocator(Map.of("PATH", folder.toString())).program())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("COPILOT_CLI_PATH")
        .hasMessageContaining("latchkey-server");
  }

  @Test
  void passesOverARuntimeThatThisJavaCannotLoad() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(InProcessHost.class.getName()), "FutureHost\n");
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(folder.resolve("FutureHost.class")))) {
      out.writeInt(0xCAFEBABE);
      out.writeInt(999);
      out.writeShort(1);
    }
    RuntimeLocator locator = new RuntimeLocator(Map.of());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      assertThat(locator.inProcess()).isNull();
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(locator.missingInProcess()).contains("needs Java 25");
    assertThatThrownBy(locator::program).hasMessageContaining("needs Java 25");
  }
}
