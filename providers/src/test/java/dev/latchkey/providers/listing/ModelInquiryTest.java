package dev.latchkey.providers.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Extension;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.courier.CourierReply;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers are asked about a model once, in the background, and only where that is wanted. */
@Timeout(60)
class ModelInquiryTest {
  private static final String NOTHING = "{\"data\":[{\"id\":\"m\"}]}";

  private final Providers providers = Providers.open(CallPolicy.DEFAULT);

  @AfterEach
  void close() {
    providers.close();
  }

  private static ProviderConfig config(String baseUrl, String type, String latchkey)
      throws IOException {
    return ProviderConfig.builder(baseUrl)
        .type(type)
        .extension(Extension.read(new ObjectMapper().readTree(latchkey)))
        .build();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "openai, http://localhost:11434/v1, SHOW, SHOW",
        "anthropic, http://127.0.0.1:11434, SHOW, SHOW",
        "openai, http://localhost:1234/v1, LM_STUDIO, LM_STUDIO",
        "openai, http://127.0.0.1:8000/v1, -, LIST",
        "openai, http://10.0.0.7:11434/v1, -, LIST",
        "openai, https://gateway.example.com/v1, -, LIST",
        "anthropic, https://api.anthropic.com, -, ENTRY",
        "openai, https://api.openai.com/v1, -, -",
        "azure, https://r.openai.azure.com, -, -",
        "openai, https://r.openai.azure.com/openai/v1, -, -",
      })
  void theAddressDecidesWhatMayBeAsked(
      String type, String url, @Nullable String unasked, @Nullable String wanted)
      throws IOException {
    assertThat(question(config(url, type, "{}"))).isEqualTo(unasked);
    assertThat(question(config(url, type, "{\"askLimits\":true}"))).isEqualTo(wanted);
    assertThat(question(config(url, type, "{\"askLimits\":false}"))).isNull();
  }

  private static @Nullable String question(ProviderConfig config) {
    ModelInquiry.Question question = ModelInquiry.question(Endpoint.of(config));
    return question == null ? null : question.name();
  }

  /** Its answers, and what is known of the model {@code m} then. */
  private Known<Integer> asked(TinyServer server, String type) throws IOException {
    ProviderConfig config =
        config(server.url() + (type.equals("openai") ? "/v1" : ""), type, "{\"askLimits\":true}");
    ModelProvider provider = providers.connect(config);
    provider.inquire("m", "s1");
    while (provider.facts("m").promptLimit().origin() != Origin.LIVE) {
      assertThat(Thread.interrupted()).as("waited too long").isFalse();
    }
    provider.inquire("m", "s2");
    providers.connect(config).inquire("m", "s1");
    return provider.facts("m").promptLimit();
  }

  private static Answer answer(TinyServer.Asked asked, String path, String body) {
    return asked.line().split("[ ?]", -1)[1].equals(path)
        ? Answer.json(200, body)
        : asked.line().contains(" /v1/models ")
            ? Answer.json(200, NOTHING)
            : Answer.json(404, "{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai | /v1/models | {'data':[{'id':'m','max_model_len':4096}]} | 4096 | 1",
        "openai | /model/info | {'data':[{'model_name':'m','model_info':{'max_input_tokens':77}}]}"
            + " | 77 | 2",
        "anthropic | /v1/models/m | {'id':'m','max_input_tokens':900} | 900 | 1",
      })
  void oneQuestionTellsTheLimits(String type, String path, String body, int limit, int requests)
      throws IOException {
    String json = body.replace('\'', '"');
    try (TinyServer server = TinyServer.start(asked -> answer(asked, path, json))) {
      assertThat(asked(server, type)).isEqualTo(new Known<>(limit, Origin.LIVE));
      assertThat(server.asked()).hasSize(requests);
    }
  }

  @Test
  void anOllamaOnItsOwnPortIsAskedWithoutBeingTold() throws IOException {
    ServerSocket socket = ollama();
    try (TinyServer server =
        TinyServer.start(
            new Opened(socket), _ -> Answer.json(200, "{\"parameters\":\"num_ctx 2048\"}"))) {
      String host = socket.getInetAddress().getHostAddress();
      ModelProvider provider =
          providers.connect(config("http://" + host + ":11434/v1", "openai", "{}"));
      provider.inquire("qwen3", "s1");
      while (provider.facts("qwen3").contextWindow() == null) {
        assertThat(Thread.interrupted()).as("waited too long").isFalse();
      }
      provider.inquire("qwen3", "s1");

      assertThat(provider.facts("qwen3").contextWindow()).isEqualTo(new Known<>(2048, Origin.LIVE));
      assertThat(server.asked())
          .singleElement()
          .satisfies(asked -> {
            assertThat(asked.line()).startsWith("POST /api/show ");
            assertThat(asked.body()).isEqualTo("{\"model\":\"qwen3\"}");
          });
    }
  }

  /** Another address of this machine, so that a real one is not in the way. */
  private static ServerSocket ollama() throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    InetAddress address =
        InetAddress.getByAddress(
            new byte[] {127, (byte) random.nextInt(1, 250), (byte) random.nextInt(1, 250), 1});
    try {
      return new ServerSocket(11434, 50, address);
    } catch (IOException e) {
      return abort("only 127.0.0.1 is this machine here: " + e.getMessage());
    }
  }

  /** Gives the one socket that is open already. */
  private static final class Opened extends ServerSocketFactory {
    private final ServerSocket socket;

    Opened(ServerSocket socket) {
      this.socket = socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      return socket;
    }
  }

  /** A client that performs the requests of its session did not ask for this one. */
  @Test
  void aClientThatPerformsRequestsIsNotBothered() throws IOException {
    List<HttpRequest> carried = new CopyOnWriteArrayList<>();
    Courier client =
        new Courier() {
          @Override
          public CompletableFuture<CourierReply> send(HttpRequest request, Errand errand) {
            carried.add(request);
            return CompletableFuture.failedFuture(new IOException("no"));
          }

          @Override
          public CompletableFuture<MessageSocket> connect(HttpRequest opening, Errand errand) {
            return CompletableFuture.failedFuture(new IOException("no"));
          }
        };
    providers
        .via(_ -> client)
        .connect(config("http://localhost:11434/v1", "openai", "{}"))
        .inquire("qwen3", "s1");

    assertThat(carried).isEmpty();
  }

  @Test
  void limitsOfTheUserWinOverWhatIsSaid() throws IOException {
    String list = "{\"data\":[{\"id\":\"m\",\"max_model_len\":4096}]}";
    try (TinyServer server = TinyServer.start(_ -> Answer.json(200, list))) {
      assertThat(asked(server, "openai").value()).isEqualTo(4096);
      ProviderConfig limited =
          config(server.url() + "/v1", "openai", "{}")
              .with()
              .limits(new TokenLimits(100, null, null))
              .build();
      assertThat(providers.facts(limited, "m").promptLimit())
          .isEqualTo(new Known<>(100, Origin.USER));
    }
  }
}
