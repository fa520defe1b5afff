package dev.latchkey.conformance.pages;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.Grant;
import dev.latchkey.providers.net.Network;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Everything that goes wrong with providers, done for real: mistakes in configurations, answers of
 * servers that the simulator poses as under their own names, broken connections, limits.
 */
final class Misfortunes implements AutoCloseable {
  private static final Duration SHORT = Duration.ofMillis(60);
  private static final String LOCAL = "127.8.7.6";
  private static final int OLLAMA = 11434;

  private final Simulator sim = Simulator.start();
  private final List<ModelException> met = new ArrayList<>();

  /** All of them. */
  static List<ModelException> all() throws Exception {
    try (Misfortunes misfortunes = new Misfortunes()) {
      misfortunes.configurations();
      misfortunes.keys();
      misfortunes.names();
      misfortunes.refusals();
      misfortunes.connections();
      misfortunes.limits();
      misfortunes.replies();
      return List.copyOf(misfortunes.met);
    }
  }

  private void configurations() {
    wrong("", config -> config);
    wrong("http://localhost:<PORT>/v1", config -> config);
    wrong("ftp://host/v1", config -> config);
    wrong("localhost:8000/v1", config -> config);
    wrong("api.example.com/v1", config -> config);
    wrong("http://my_host/v1", config -> config);
    wrong("https://host/{model}", config -> config);
    wrong("https://h/v1", config -> config.type("openia"));
    wrong("https://h/v1", config -> config.wireApi("chat"));
    wrong("https://h/v1", config -> config.bearerToken(Secret.of("Bearer ")));
    wrong("https://h/v1", config -> config.headers(Map.of("x team", "a")));
    wrong("https://h/v1", config -> config.headers(Map.of("Host", "a")));
    wrong("https://h/v1", config -> config.headers(Map.of("x-team", "a\nb")));
    wrong("https://h/v1", config -> config.headers(Map.of("x-team", "${nobody}")));
    wrong("https://h/v1", config -> config.headers(Map.of("x-team", "${env:NOT_SET_ANYWHERE}")));
    meet(" ", "http://api.example.com/v1", config -> config);
  }

  private void keys() {
    sim.enqueue(6, Reply.fault(Fault.UNAUTHORIZED));
    meet("http://api.example.com/v1");
    meet("m", "http://r.openai.azure.com", config -> config.type("azure"));
    meet("m", "http://api.example.com/v1", config -> config.apiKey(Secret.of("wrong-key")));
    meet("m", "http://api.example.com/v1", config -> config.bearerToken(Secret.of("old-token")));
    meet(
        "m", "http://api.example.com/v1", config -> config.credential(command("echo fetched-key")));
    sim.script(Script.EMPTY);
    sim.enqueue(Reply.fault(Fault.FORBIDDEN), Reply.fault(Fault.QUOTA));
    meet("http://api.example.com/v1");
    meet("http://api.example.com/v1");
    meet("m", "http://h/v1", config -> config.credential(command("exit 3")));
  }

  private static Credential command(String line) {
    return Credential.command(line, Map.of("PATH", "/usr/bin:/bin"), Grant.Form.KEY);
  }

  private void names() throws IOException {
    sim.enqueue(
        Reply.status(404, "DeploymentNotFound", "The API deployment does not exist."),
        Reply.fault(Fault.NOT_FOUND),
        Reply.http(404, "text/plain", "Not Found"),
        Reply.http(404, "text/plain", "Not Found"));
    meet("m", "http://r.openai.azure.com", config -> config.type("azure"));
    meet("http://api.example.com/v1");
    meet("http://api.example.com/v1");
    meet("http://api.example.com/api");
    try (ServerSocket ollama = new ServerSocket(OLLAMA, 1, InetAddress.getByName(LOCAL))) {
      Thread.ofVirtual().start(() -> answerOnce(ollama));
      meet("http://" + LOCAL + ":" + OLLAMA + "/v1");
    }
  }

  private static void shakeHands(ServerSocket listening) {
    try (Socket client = listening.accept()) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // the client finds fault with the certificate, which is what is wanted
      return;
    }
  }

  /** The simulator has one address; this machine has more, which no model server listens on. */
  private static void answerOnce(ServerSocket listening) {
    String body = "{\"error\":{\"message\":\"model \\\"m\\\" not found, try pulling it first\"}}";
    String reply =
        "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (Socket client = listening.accept()) {
      client.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
      client.shutdownOutput();
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refusals() {
    sim.enqueue(
        Reply.status(400, "", "\"auto\" tool choice requires --enable-auto-tool-choice to be set"),
        Reply.status(400, "", "m does not support tools"),
        Reply.http(302, "text/plain", "").header("location", "https://login.example.com/"),
        Reply.status(400, "", "Unsupported api-version"),
        Reply.status(400, "", "This model is only supported in v1/responses, use /v1/responses."),
        Reply.status(400, "", "The weather is bad."),
        Reply.status(407, "", "Proxy Authentication Required"),
        Reply.fault(Fault.CONTEXT_OVERFLOW),
        Reply.fault(Fault.CONTENT_FILTER));
    for (int i = 0; i < 9; i++) {
      meet("http://api.example.com/v1");
    }
  }

  private void connections() throws Exception {
    int free;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = nobody.getLocalPort();
    }
    meet("http://" + LOCAL + ":" + OLLAMA + "/v1");
    meet("http://" + LOCAL + ":1234/v1");
    meet("http://localhost:" + free + "/v1");
    through("socks5://127.0.0.1:" + free);
    // this machine under a name that does not say so
    meetWithout("http://[::ffff:127.0.0.1]:" + free + "/v1");
    meetWithout("http://" + "x".repeat(70) + ".example.com/v1");
    try (ServerSocket strange = SelfSigned.listen(LOCAL)) {
      Thread.ofVirtual().start(() -> shakeHands(strange));
      meet("https://" + LOCAL + ":" + strange.getLocalPort() + "/v1");
    }
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getByName(LOCAL))) {
      Thread.ofVirtual().start(() -> answerOnce(plain));
      meet("https://" + LOCAL + ":" + plain.getLocalPort() + "/v1");
    }
    sim.fail(Fault.NOT_HTTP);
    meet("http://api.example.com/v1");
    sim.fail(Fault.CUT_BEFORE_HEADERS);
    meet("http://api.example.com/v1");
    through("http://127.0.0.1:" + free);
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      int port = first.isConnected() && second.isConnected() ? full.getLocalPort() : 0;
      within(
          CallPolicy.DEFAULT.with().connect(Duration.ofMillis(300)),
          "http://127.0.0.1:" + port + "/v1");
    }
  }

  private void limits() {
    sim.enqueue(
        Reply.status(429, "rate_limit_exceeded", "Slow down.").header("retry-after", "3600"),
        Reply.status(429, "rate_limit_exceeded", "Slow down."),
        Reply.fault(Fault.SERVER_ERROR));
    meet("http://api.example.com/v1");
    meet("http://api.example.com/v1");
    meet("http://api.example.com/v1");
    sim.fail(Fault.HANG);
    within(CallPolicy.DEFAULT.with().firstByte(SHORT), "http://api.example.com/v1");
    sim.enqueue(Reply.text("a b c d e f g h").breaking(Fault.HANG_MID_STREAM, 6));
    within(CallPolicy.DEFAULT.with().betweenChunks(SHORT), "http://api.example.com/v1");
    sim.fail(Fault.HANG);
    within(CallPolicy.DEFAULT.with().turn(SHORT), "http://api.example.com/v1");
  }

  private void replies() {
    sim.enqueue(
        Reply.fault(Fault.HTML),
        Reply.fault(Fault.EMPTY_BODY),
        Reply.text("one two three four five").breaking(Fault.CUT_MID_STREAM, 5));
    meet("http://api.example.com/v1");
    meet("http://api.example.com/v1");
    meet("http://api.example.com/v1");
  }

  private void wrong(String baseUrl, UnaryOperator<ProviderConfig.Builder> change) {
    meet("m", baseUrl, change);
  }

  private void meet(String baseUrl) {
    meet("m", baseUrl, config -> config);
  }

  private void meet(String model, String baseUrl, UnaryOperator<ProviderConfig.Builder> change) {
    record(
        Network.of(Map.of("HTTP_PROXY", sim.baseUrl())),
        CallPolicy.DEFAULT.with(),
        model,
        change.apply(ProviderConfig.builder(baseUrl)));
  }

  private void meetWithout(String baseUrl) {
    record(Network.of(Map.of()), CallPolicy.DEFAULT.with(), "m", ProviderConfig.builder(baseUrl));
  }

  private void through(String proxy) {
    record(
        Network.of(Map.of("ALL_PROXY", proxy)),
        CallPolicy.DEFAULT.with(),
        "m",
        ProviderConfig.builder("http://api.example.com/v1"));
  }

  private void within(CallPolicy.Builder limits, String baseUrl) {
    record(
        Network.of(Map.of("HTTP_PROXY", sim.baseUrl())),
        limits,
        "m",
        ProviderConfig.builder(baseUrl));
  }

  private void record(
      Network network, CallPolicy.Builder limits, String model, ProviderConfig.Builder config) {
    ModelRequest request =
        ModelRequest.builder(model).messages(List.of(Message.user("Hi"))).build();
    try (Providers providers = Providers.open(limits.maxRetries(0).build(), network);
        ModelStream stream =
            providers.connect(config.build()).stream(request, RetryListener.NONE)) {
      ModelEvent event = stream.next();
      while (!event.terminal()) {
        event = stream.next();
      }
      if (event instanceof ModelEvent.Failed(ModelException cause)) {
        met.add(cause);
      } else {
        throw new AssertionError("expected a failure at " + config.build().baseUrl());
      }
    } catch (ModelException failure) {
      met.add(failure);
    }
  }

  @Override
  public void close() {
    sim.close();
  }
}
