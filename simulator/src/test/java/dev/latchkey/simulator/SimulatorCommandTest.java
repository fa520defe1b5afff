package dev.latchkey.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.simulator.script.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorCommandTest {
  private final StringWriter out = new StringWriter();
  private final PrintWriter printer = new PrintWriter(out, true);

  @Test
  void saysWhereItListens() {
    try (Simulator sim = SimulatorCommand.plain().start(printer)) {
      assertThat(out.toString())
          .startsWith("Simulated provider listening on " + sim.baseUrl() + System.lineSeparator())
          .contains("baseUrl " + sim.baseUrl() + "/v1", "simulated-1");
    }
  }

  @Test
  void followsAScriptFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "replies: [{text: scripted}]");
    try (Simulator sim = new SimulatorCommand(0, file, null).start(printer)) {
      assertThat(new Client(sim).ask(Client.COMPLETIONS, "hi", false).body()).contains("scripted");
    }
  }

  @Test
  void failsEveryCall() {
    Fault fault = SimulatorCommand.faultNamed("server-error");
    try (Simulator sim = new SimulatorCommand(0, null, fault).start(printer)) {
      Client client = new Client(sim);
      assertThat(client.ask(Client.COMPLETIONS, "a", false).statusCode()).isEqualTo(500);
      assertThat(client.ask(Client.RESPONSES, "b", true).statusCode()).isEqualTo(500);
    }
    try (Simulator sim = new SimulatorCommand(0, null, Fault.REFUSE).start(printer)) {
      assertThatThrownBy(() -> new RawClient(sim)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void explainsMistakes() {
    assertThatThrownBy(() -> SimulatorCommand.faultNamed("boom"))
        .hasMessageStartingWith("There is no fault 'boom'. Choose one of: refuse, hang,");
    try (Simulator taken = Simulator.start()) {
      assertThatThrownBy(() -> new SimulatorCommand(taken.port(), null, null).start(printer))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.port());
    }
  }
}
