package dev.latchkey.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulatorExtensionTest {
  @RegisterExtension
  static final SimulatorExtension SIM =
      SimulatorExtension.with(SimulatorOptions.defaults().key("k"));

  private static HttpResponse<String> post(Simulator sim, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sim.baseUrl() + "/v1/chat/completions"))
            .header("authorization", "Bearer k")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void givesOneSimulatorPerTest(Simulator sim, Simulator same) throws Exception {
    assertThat(same).isSameAs(sim);
    sim.enqueue(Reply.text("Hello"));
    assertThat(
            post(sim, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .body())
        .contains("Hello");
  }

  @Test
  void forgetsWhatIsMeantToBeWrong(Simulator sim) throws Exception {
    assertThat(post(sim, "{}").statusCode()).isEqualTo(400);
    assertThat(sim.violations()).hasSize(1);
    sim.forget();
  }
}
