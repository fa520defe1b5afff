package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own process that logs everything, while everything goes wrong. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is for a POSIX shell")
class KeysStayOutOfTheLogTest {
  /** All of them, wherever they are given, have this in them. */
  private static final String MARK = "m4rk0fak3y";

  private static final String KEY = "env-" + MARK + "-0123456789";
  private static final String OTHER = "sk-file-" + MARK + "-9876543210";

  /** Providers by name, each with what it knows of our secrets and may repeat. */
  private static final Map<String, String> PROVIDERS =
      Map.of("gpt", KEY + " of header-" + MARK, "resp", "user-" + MARK, "claude", OTHER);

  @TempDir private Path directory;
  private final Simulator model = Simulator.start();
  private Path home;
  private ServerProcess process;
  private FutureTask<String> errors;
  private BufferedReader output;
  private TestClient client;
  private int port;

  @BeforeEach
  void start() throws Exception {
    home = Files.createDirectories(directory.resolve("home"));
    write("");
    process = ServerProcess.start(home, environment(), "--headless", "--log-level", "all");
    errors = new FutureTask<>(process::stderr);
    Thread.startVirtualThread(errors);
    output = process.process().inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    client = TestClient.tcp(port);
    client.ask("connect", json("{'token':'" + token() + "'}"));
  }

  @AfterEach
  void stop() {
    client.close();
    process.close();
    model.close();
  }

  private static String token() {
    return "connection-" + MARK;
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH",
        "/usr/bin:/bin",
        "GPT_KEY",
        KEY,
        "COPILOT_PROVIDER_API_KEY",
        KEY,
        "COPILOT_PROVIDER_BEARER_TOKEN",
        KEY,
        "COPILOT_PROVIDER_HEADERS",
        "x-api-key: " + KEY,
        "COPILOT_PROVIDER_LATCHKEY",
        "{\"extraHeaders\":{\"x-token\":\"" + KEY + "\"}}",
        "COPILOT_SDK_AUTH_TOKEN",
        KEY,
        "COPILOT_CONNECTION_TOKEN",
        token());
  }

  /** The file of the home, kept outside of it what it says; {@code more} is its last line. */
  private void write(String more) throws IOException {
    String text =
        """
        model: gpt/m
        providers:
          gpt:
            baseUrl: URL/v1?sig=QUERY
            apiKey: ${env:GPT_KEY}
            headers: {x-subscription-key: HEADER}
            latchkey: {limits: {retries: {max: 0}}}
          resp:
            baseUrl: USER/v1
            wireApi: responses
            latchkey: {limits: {retries: {max: 0}}}
          claude: {type: anthropic, baseUrl: URL, apiKey: FILE, latchkey: {limits: {retries: {max: 0}}}}
          far: {baseUrl: "http://models.test/v1", latchkey: {network: {proxy: "http://me:PROXY@127.0.0.1:1"}, limits: {retries: {max: 0}}}}
          run: {baseUrl: URL/v1, latchkey: {credential: {command: "env > ENV; echo COMMAND"}}}
          broken: {baseUrl: URL/v1, latchkey: {credential: {command: "env > ENV; echo no $GPT_KEY >&2; exit 1"}}}
        """
            .replace("URL", model.baseUrl())
            .replace("USER", model.baseUrl().replace("://", "://me:user-" + MARK + "@"))
            .replace("QUERY", "query-" + MARK)
            .replace("HEADER", "header-" + MARK)
            .replace("PROXY", "proxy-" + MARK)
            .replace("COMMAND", "command-" + MARK)
            .replace("ENV", directory.resolve("child").toString())
            .replace("FILE", OTHER);
    Files.writeString(home.resolve("latchkey.yaml"), text + more);
  }

  private void talk(String session) throws Exception {
    client.ask("session.send", json("{'sessionId':'" + session + "','prompt':'Hello'}"));
    client.await("session.idle");
  }

  /** Everything that a provider can do wrong with a key in its hands. */
  private void misfortunes(String provider) throws Exception {
    client.ask(
        "session.create", json("{'sessionId':'" + provider + "','model':'" + provider + "/m'}"));
    String said = "Your key " + PROVIDERS.get(provider) + " is odd.";
    for (Reply reply :
        List.of(
            Reply.text("Hello."),
            Reply.status(401, "invalid_api_key", said),
            Reply.status(403, "forbidden", said),
            Reply.status(400, "odd", said),
            Reply.status(500, "odd", said),
            Reply.http(200, "text/html", "<p>" + said),
            Reply.rawStream("data: {\"error\":{\"message\":\"" + said + "\"}}\n\n"),
            Reply.fault(Fault.RESET))) {
      model.enqueue(reply);
      talk(provider);
    }
  }

  private void mistakesOfTheFile() throws Exception {
    for (String more :
        List.of(
            "  bad: {apiKey: " + OTHER + "}\n",
            "  bad: {baseUrl: x, apiKye: " + OTHER + "}\n",
            "  bad: {baseUrl: x, apiKey: [" + OTHER + "]}\n",
            "  bad: {baseUrl: x, type: " + OTHER + "}\n",
            "  bad: {baseUrl: x, apiKey: \"" + OTHER + "\n",
            "  bad: {baseUrl: x, apiKey: *" + OTHER + "}\n",
            "  bad: {baseUrl: x, apiKey: !" + OTHER + " y}\n",
            "  bad: {baseUrl: x, apiKey: \"\\q" + OTHER + "\"}\n",
            "  bad: {baseUrl: x, &" + OTHER + " &x apiKey: y}\n",
            "  bad: {baseUrl: x, apiKey: %" + OTHER + "\n   }\n",
            "  bad: {baseUrl: x, latchkey: {limits: {timeouts: {turn: " + OTHER + "}}}}\n",
            "  bad: {baseUrl: x, latchkey: {credential: {env: UNSET, file: " + OTHER + "}}}\n",
            "")) {
      write(more);
      client.outcome("models.list", "{}");
      client.outcome("latchkey.config.show", "{}");
      client.outcome("latchkey.egress.report", "{}");
    }
  }

  private void mistakesOfClients() throws Exception {
    for (String provider :
        List.of(
            "{'baseUrl':'" + KEY + "','apiKey':'" + KEY + "'}",
            "{'baseUrl':'http://x:" + MARK + "@ /','apiKey':'" + KEY + "'}",
            "{'baseUrl':'http://x','apiKey':['" + KEY + "']}",
            "{'baseUrl':'http://x','apiKey':'" + KEY + "\\u0007'}",
            "{'baseUrl':'http://x','headers':{'host':'" + KEY + "'}}",
            "{'baseUrl':'http://x','latchkey':{'extraHeaders':{'x-key':5,'y':'" + KEY + "'}}}",
            "{'baseUrl':'http://x','latchkey':{'network':{'proxy':'://" + KEY + "'}}}",
            "{'baseUrl':'http://127.0.0.1:1/?key=" + KEY + "','apiKey':'x'}")) {
      String params = "{'sessionId':'odd','model':'m','provider':" + provider + "}";
      client.outcome("session.create", json(params));
      client.outcome("session.send", json("{'sessionId':'odd','prompt':'x'}"));
      client.outcome("session.delete", json("{'sessionId':'odd'}"));
    }
    TestClient guessing = TestClient.tcp(port);
    guessing.outcome("connect", json("{'token':'guess-" + MARK + "'}"));
    guessing.close();
    try (Socket web = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "POST / HTTP/1.1\r\nAuthorization: Bearer " + KEY + "\r\n\r\n";
      web.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      web.getInputStream().readAllBytes();
    }
    client.outcome(
        "latchkey.credential.replace",
        json("{'sessionId':'gpt','apiKey':'" + KEY + "','bearerToken':'" + KEY + "'}"));
    client.outcome(
        "latchkey.credential.replace", json("{'sessionId':'gpt','apiKey':'" + KEY + "'}"));
    client.outcome("no.such." + MARK.length(), json("{'apiKey':'" + KEY + "'}"));
  }

  @DisplayName("A2: no key in what a server logs, answers, stores or hands on, whatever goes wrong")
  @Test
  void showsNoKeyWhateverGoesWrong() throws Exception {
    for (String provider : PROVIDERS.keySet()) {
      misfortunes(provider);
    }
    for (String provider : List.of("far", "run", "broken")) {
      client.ask(
          "session.create", json("{'sessionId':'" + provider + "','model':'" + provider + "/m'}"));
      model.enqueue(Reply.status(401, "odd", "command-" + MARK + " is odd"));
      talk(provider);
      talk(provider);
    }
    mistakesOfTheFile();
    mistakesOfClients();
    client.outcome("session.eventLog.read", json("{'sessionId':'gpt'}"));
    client.outcome("runtime.shutdown", "{}");
    client.close();
    process.process().toHandle().destroy();

    String log = errors.get();
    assertThat(process.exitCode()).isZero();
    assertThat(log)
        .as("it did log")
        .contains("latchkey.yaml:", "was read again", "does not list its models", "wrong token")
        .doesNotContain(MARK);
    assertThat(output.lines().collect(Collectors.joining("\n"))).doesNotContain(MARK);
    assertThat(client.events().toString())
        .contains("session.error", "401", "127.0.0.1:1")
        .doesNotContain(MARK);
    assertThat(Files.readString(directory.resolve("child")))
        .contains("PATH=")
        .doesNotContain("COPILOT_");
    Files.delete(home.resolve("latchkey.yaml"));
    assertThat(files()).isNotEmpty().noneMatch(text -> text.contains(MARK));
  }

  private List<String> files() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }
}
