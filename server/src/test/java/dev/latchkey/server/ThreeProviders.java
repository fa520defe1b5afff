package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions with three named providers, each of another wire, at two simulators. */
@Timeout(60)
abstract class ThreeProviders {
  static final String S1 = json("{'sessionId':'s1'}");

  @TempDir Path home;
  final Simulator claude = Simulator.start();
  TestServer server;
  TestClient client;

  @BeforeEach
  final void start() throws Exception {
    server = TestServer.start(home);
    client = server.client();
    client.ask("connect", "{}");
  }

  @AfterEach
  final void stop() throws Exception {
    server.close();
    claude.close();
  }

  final String gpt(String name, String more) {
    return "{'name':'" + name + "','baseUrl':'" + server.model().baseUrl() + "/v1'" + more + "}";
  }

  final String anthropic(String name, String more) {
    return "{'name':'"
        + name
        + "','type':'anthropic','baseUrl':'"
        + claude.baseUrl()
        + "'"
        + more
        + "}";
  }

  /** Three providers: completions and responses at one server, messages at the other. */
  final String create(String model) {
    return json(
        "{'sessionId':'s1',"
            + model
            + "'providers':["
            + gpt("a", ",'apiKey':'key-a'")
            + ","
            + anthropic("b", ",'apiKey':'key-b','headers':{'x-team':'blue'}")
            + ","
            + gpt("c", ",'wireApi':'responses','bearerToken':'token-c'")
            + "],'models':[{'id':'small','provider':'a','wireModel':'gpt-small',"
            + "'maxPromptTokens':9000,'maxOutputTokens':77,'name':'Small one'},"
            + "{'id':'big','provider':'b','wireModel':'claude-big',"
            + "'capabilities':{'supports':{'vision':true},"
            + "'limits':{'max_context_window_tokens':5000,'max_output_tokens':1000}}},"
            + "{'id':'family/deep','provider':'c','modelId':'gpt-5'}],"
            + "'tools':[{'name':'add','description':'Adds','parameters':{'type':'object',"
            + "'properties':{'a':{'type':'number'}}},'skipPermission':true}]}");
  }

  final void send(String prompt) throws Exception {
    client.ask("session.send", json("{'sessionId':'s1','prompt':'" + prompt + "'}"));
  }

  static List<String> texts(JsonNode nodes, String field) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(node.path(field).asText()));
    return texts;
  }
}
