package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom agents over JSON-RPC; every result and event is checked against the schema. */
@Timeout(60)
class AgentsTest {
  private static final String S1 = json("{'sessionId':'s1'}");
  private static final String AGENTS =
      ",'customAgents':[{'name':'reviewer','displayName':'The Reviewer','description':'Reviews"
          + " code','tools':['view'],'prompt':'You review.','infer':true},{'name':'helper',"
          + "'prompt':'You help.','model':'gpt-other','tools':null,'infer':false}]";
  private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path home;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    client = server.client();
    client.ask("connect", "{}");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void create(String more) throws Exception {
    client.ask("session.create", server.session("s1", AGENTS + more));
  }

  private String select(String name) throws Exception {
    return client
        .ask("session.agent.select", json("{'sessionId':'s1','name':'" + name + "'}"))
        .toString();
  }

  private String current() throws Exception {
    // unchecked: official runtimes say null for none, and the published schema does not
    JsonNode current = read(client.outcome("session.agent.getCurrent", S1));
    return current.path("agent").path("name").asText("none");
  }

  @Test
  void agentsAreListedSelectedAndDeselected() throws Exception {
    create("");
    assertThat(client.ask("session.agent.list", S1).toString())
        .isEqualTo(
            json(
                "{'agents':[{'name':'reviewer','id':'reviewer','displayName':'The Reviewer',"
                    + "'description':'Reviews code','tools':['view']},{'name':'helper',"
                    + "'id':'helper','displayName':'helper','description':'','model':'gpt-other',"
                    + "'disableModelInvocation':true}]}"));
    assertThat(current()).isEqualTo("none");
    assertThat(select("helper")).contains("helper");
    assertThat(current()).isEqualTo("helper");
    assertThat(client.ask("session.agent.deselect", S1).isNull()).isTrue();
    assertThat(current()).isEqualTo("none");
    assertThat(client.error("session.agent.select", json("{'sessionId':'s1','name':'nope'}")))
        .isEqualTo(
            "-32603 Request session.agent.select failed with message: Custom agent 'nope' not"
                + " found");
    assertThat(
            client
                .ask("session.agent.list", json("{'sessionId':'s1','includePrompt':true}"))
                .findValuesAsText("prompt"))
        .containsExactly("You review.", "You help.");
    assertThat(client.ask("session.agent.reload", S1).path("agents")).hasSize(2);
    assertThat(client.types())
        .containsSubsequence(
            "session.start",
            "session.custom_agents_updated",
            "subagent.selected",
            "subagent.deselected",
            "session.custom_agents_updated");
  }

  @Test
  void aSessionMayBeginWithAnAgentAndKeepsItWhenItIsOpenedAgain() throws Exception {
    create(",'agent':'reviewer'");
    assertThat(current()).isEqualTo("reviewer");
    server.model().enqueue(Reply.text("Fine."));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'Hello'}"));
    client.await("session.idle");
    assertThat(server.model().lastRequest().systemText()).contains("You review.");
    client.ask("session.destroy", S1);
    client.ask("session.resume", server.session("s1", AGENTS));
    assertThat(current()).isEqualTo("reviewer");
  }

  @Test
  void aTaskIsDoneByASubAgent() throws Exception {
    server
        .model()
        .enqueue(
            Reply.toolCall(
                "task",
                json("{'agent_type':'reviewer','prompt':'Do','name':'n','description':''}")),
            Reply.text("Reviewed."),
            Reply.text("Done."));
    create("");
    client.ask("session.send", json("{'sessionId':'s1','prompt':'Hello'}"));
    JsonNode completed = client.await("subagent.completed");
    client.await("session.idle");
    assertThat(completed.path("agentId").asText()).isNotBlank();
    assertThat(server.model().lastRequest().toolResults()).containsExactly("Reviewed.");
    JsonNode used = client.ask("session.usage.getMetrics", S1).at("/agentMetrics/reviewer");
    assertThat(used.path("agentDisplayName").asText()).isEqualTo("The Reviewer");
    assertThat(used.at("/modelMetrics/gpt-test/requests/count").asInt()).isEqualTo(1);
    String id = completed.path("agentId").asText();
    assertThat(agents("'agentScope':'primary'")).containsOnly("");
    assertThat(agents("'agentIds':['" + id + "']")).isNotEmpty().containsOnly(id);
    assertThat(agents("'agentScope':'primary','agentIds':['" + id + "']")).contains("", id);
    assertThat(agents("'agentScope':'all'")).contains("", id);
    assertThat(agents("'agentIds':['nobody']")).isEmpty();
    assertThat(
            client.error(
                "session.eventLog.read", json("{'sessionId':'s1','agentScope':'secondary'}")))
        .contains("use 'primary' or 'all'");
  }

  /** Whose events a read of the log gives, "" for the main agent. */
  private List<String> agents(String filter) throws Exception {
    List<String> agents = new ArrayList<>();
    client
        .ask("session.eventLog.read", json("{'sessionId':'s1'," + filter + "}"))
        .path("events")
        .forEach(event -> agents.add(event.path("agentId").asText()));
    return agents;
  }

  /** Agents of a session find their models by aliases of providers that the server's file names. */
  @ParameterizedTest
  @ValueSource(strings = {"", "'model':'main/small',"})
  void aliasesOfTheServersFileHoldForAgents(String model) throws Exception {
    Files.writeString(
        home.resolve("latchkey.yaml"),
        """
        model: main/small
        providers:
          main: {baseUrl: MAIN, latchkey: {modelAliases: {haiku: tiny}}}
          other: {baseUrl: MAIN, latchkey: {modelAliases: {opus: other/large}}}
        models:
          small: {provider: main}
          tiny: {provider: main, wireModel: wire-tiny}
          large: {provider: other, wireModel: wire-large}
        """
            .replace("MAIN", server.model().baseUrl() + "/v1"));
    for (String wanted : List.of("haiku", "opus")) {
      server
          .model()
          .enqueue(
              Reply.toolCall(
                  "task",
                  json(
                      "{'agent_type':'reviewer','prompt':'Do','name':'n','description':'','model':'"
                          + wanted
                          + "'}")),
              Reply.text("Reviewed."),
              Reply.text("Done."));
    }
    client.ask("session.create", json("{'sessionId':'s1'," + model + AGENTS.substring(1) + "}"));
    for (int turn = 0; turn < 2; turn++) {
      client.ask("session.send", json("{'sessionId':'s1','prompt':'Hello'}"));
      client.await("session.idle");
    }

    assertThat(server.model().modelCalls())
        .extracting(call -> call.model())
        .containsExactly("small", "wire-tiny", "small", "small", "wire-large", "small");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'maxDepth':0}|subagents.maxDepth must be between 1 and 128, not 0",
        "{'maxConcurrency':129}|subagents.maxConcurrency must be between 1 and 128, not 129",
        "{'agents':{'helper':{'model':'haiku'}}}|Model 'haiku' is not available",
        "{'agents':[]}|parameter 'subagents.agents' must be an object, not array",
        "{'disabledSubagents':'helper'}|parameter 'subagents.disabledSubagents' must be an array",
      })
  void settingsThatCannotBeAreErrors(String settings, String error) throws Exception {
    create("");
    assertThat(
            client.error(
                "session.tools.updateSubagentSettings",
                json("{'sessionId':'s1','subagents':" + settings + "}")))
        .contains(error);
    for (String good : List.of("null", "{'disabledSubagents':['helper'],'maxDepth':2}")) {
      client.ask(
          "session.tools.updateSubagentSettings",
          json("{'sessionId':'s1','subagents':" + good + "}"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",'customAgents':[{'name':'x'}]|missing parameter 'customAgents[0].prompt'",
        ",'customAgents':[{'name':' ','prompt':''}]|an agent's name is empty",
        ",'customAgents':[{'name':'x','prompt':'','tools':'view'}]|'customAgents[0].tools' must",
        ",'customAgents':[{'name':'x','prompt':''},{'name':'x','prompt':''}]|two agents named",
        ",'agent':'x'|Custom agent 'x' not found",
      })
  void agentsThatCannotBeAreErrors(String more, String error) throws Exception {
    assertThat(client.error("session.create", server.session("s1", more))).contains(error);
    assertThat(client.ask("session.list", "{}").path("sessions")).isEmpty();
  }

  @Test
  void theBlocksOfThePageCreateSessions() throws Exception {
    String page = Files.readString(Path.of("../docs/agents.md"));
    List<String> blocks = BLOCK.matcher(page).results().map(result -> result.group(1)).toList();
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      ObjectNode params = (ObjectNode) read(block);
      params.put("sessionId", "page");
      client.ask("session.create", params.toString());
      assertThat(client.awaitData("session.custom_agents_updated").path("warnings"))
          .as(block)
          .isEmpty();
      client.ask("session.destroy", json("{'sessionId':'page'}"));
    }
  }

  private static JsonNode read(String json) throws IOException {
    return Json.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
