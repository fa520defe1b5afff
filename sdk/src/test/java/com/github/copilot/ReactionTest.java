package com.github.copilot;

import static com.github.copilot.ScriptedServer.config;
import static com.github.copilot.ScriptedServer.json;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.copilot.rpc.CommandDefinition;
import com.github.copilot.rpc.ElicitationResult;
import com.github.copilot.rpc.ElicitationResultAction;
import com.github.copilot.rpc.InputOptions;
import com.github.copilot.rpc.ManagedSettings;
import com.github.copilot.rpc.McpAuthResult;
import com.github.copilot.rpc.McpAuthToken;
import com.github.copilot.rpc.PermissionHandler;
import com.github.copilot.rpc.PermissionRequestResult;
import com.github.copilot.rpc.SessionConfig;
import com.github.copilot.rpc.ToolDefinition;
import com.github.copilot.rpc.ToolHandler;
import com.github.copilot.rpc.ToolResultObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that ask the client to do something. */
class ReactionTest {

  private static final String TOOL = "session.tools.handlePendingToolCall";
  private static final String PERMISSION = "session.permissions.handlePendingPermissionRequest";

  private ScriptedServer server;
  private CopilotClient client;

  @BeforeEach
  void start() throws Exception {
    server = ScriptedServer.start();
    client = server.client();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private CopilotSession open(SessionConfig config) throws Exception {
    return client.createSession(config.setSessionId("s")).get(5, TimeUnit.SECONDS);
  }

  private static ToolDefinition tool(String name, ToolHandler handler) {
    return ToolDefinition.create(name, "Does it", Map.of("type", "object"), handler);
  }

  @Test
  void runsTools() throws Exception {
    CopilotSession session =
        open(
            config()
                .setTools(
                    List.of(
                        tool("add", call -> completedFuture(Map.of("sum", 3))),
                        tool("own", call -> completedFuture(ToolResultObject.error("e"))),
                        tool("late", call -> failedFuture(new Exception("broken"))),
                        tool(
                            "now",
                            call -> {
                              throw new NoClassDefFoundError("at once");
                            }))));
    assertThat(server.next("session.create").path("tools").get(0))
        .isEqualTo(json("{'name':'add','description':'Does it','parameters':{'type':'object'}}"));
    call(session, "add");
    assertThat(server.next(TOOL))
        .isEqualTo(
            json(
                "{'sessionId':'s','requestId':'r','result':{'resultType':'success',"
                    + "'textResultForLlm':'{\\u0022sum\\u0022:3}'}}"));
    call(session, "own");
    assertThat(server.next(TOOL).path("result"))
        .isEqualTo(json("{'resultType':'error','error':'e'}"));
    call(session, "late");
    assertThat(server.next(TOOL))
        .isEqualTo(json("{'sessionId':'s','requestId':'r','error':'broken'}"));
    call(session, "now");
    assertThat(server.next(TOOL).path("error").asText()).isEqualTo("at once");
  }

  private void call(CopilotSession session, String tool) throws Exception {
    server.event(
        session,
        "external_tool.requested",
        "{'requestId':'r','sessionId':'s','toolCallId':'c','toolName':'"
            + tool
            + "','arguments':{}}");
  }

  @Test
  void leavesForeignToolsToTheirOwners() throws Exception {
    CopilotSession session = open(config());
    call(session, "elsewhere");
    client.ping("x").get(5, TimeUnit.SECONDS);
    assertThat(server.methods()).doesNotContain(TOOL);
  }

  @Test
  void tellsTheSearchToolWhichToolsThereAre() throws Exception {
    server.answer(
        "session.tools.getCurrentMetadata",
        params -> json("{'tools':[{'name':'bash','description':'runs'}]}"));
    CopilotSession session =
        open(
            config()
                .setTools(
                    List.of(
                        tool(
                            "tool_search_tool",
                            call -> completedFuture(call.getAvailableTools().get(0).name())))));
    call(session, "tool_search_tool");
    assertThat(server.next(TOOL).path("result").path("textResultForLlm").asText())
        .isEqualTo("bash");
  }

  @Test
  void decidesOnPermissions() throws Exception {
    assertThat(decision(PermissionHandler.APPROVE_ALL, "{'kind':'shell'}"))
        .isEqualTo("approve-once");
    assertThat(decision((r, i) -> completedFuture(PermissionRequestResult.reject("no")), "{}"))
        .isEqualTo("reject");
    assertThat(decision((r, i) -> failedFuture(new Exception("x")), "{}"))
        .isEqualTo("user-not-available");
    assertThat(decision((r, i) -> completedFuture(null), "{}")).isEqualTo("user-not-available");
    assertThat(
            decision(
                (r, i) ->
                    completedFuture(
                        new PermissionRequestResult()
                            .setKind(r.getKind() + r.getExtensionData().get("path"))),
                "{'kind':'read','path':'/x'}"))
        .isEqualTo("read/x");
  }

  private String decision(PermissionHandler handler, String request) throws Exception {
    CopilotSession session = open(config().setOnPermissionRequest(handler));
    server.event(
        session, "permission.requested", "{'requestId':'p','permissionRequest':" + request + "}");
    return server.next(PERMISSION).path("result").path("kind").asText();
  }

  @Test
  void leavesOpenWhatItMustNotDecide() throws Exception {
    CopilotSession session = open(config());
    server.event(
        session,
        "permission.requested",
        "{'requestId':'p','permissionRequest':{'managedApprovalRequired':'maybe'}}");
    server.event(
        session,
        "permission.requested",
        "{'requestId':'p','permissionRequest':{},'resolvedByHook':true}");
    server.event(session, "permission.requested", "{'permissionRequest':{}}");
    client.ping("x").get(5, TimeUnit.SECONDS);
    assertThat(server.methods()).doesNotContain(PERMISSION);
  }

  @Test
  void approvesNothingBlindlyUnderManagedSettings() throws Exception {
    CopilotSession session = open(config().setManagedSettings(new ManagedSettings()));
    server.event(session, "permission.requested", "{'requestId':'p','permissionRequest':{}}");
    assertThat(server.next(PERMISSION).path("result").path("kind").asText())
        .isEqualTo("user-not-available");
  }

  @Test
  void runsCommands() throws Exception {
    CopilotSession session =
        open(
            config()
                .setCommands(
                    List.of(
                        new CommandDefinition()
                            .setName("go")
                            .setDescription("Goes")
                            .setHandler(context ->
                                "fail".equals(context.getArgs())
                                    ? failedFuture(new Exception("lost"))
                                    : completedFuture(null)))));
    assertThat(server.next("session.create").path("commands"))
        .isEqualTo(json("[{'name':'go','description':'Goes'}]"));
    String method = "session.commands.handlePendingCommand";
    String event = "{'requestId':'r','command':'/go','commandName':'go','args':''}";
    server.event(session, "command.execute", event);
    assertThat(server.next(method)).isEqualTo(json("{'sessionId':'s','requestId':'r'}"));
    server.event(session, "command.execute", event.replace("'args':''", "'args':'fail'"));
    assertThat(server.next(method).path("error").asText()).isEqualTo("lost");
    server.event(session, "command.execute", event.replace("'go'", "'away'"));
    assertThat(server.next(method).path("error").asText()).isEqualTo("Unknown command: away");
  }

  @Test
  void showsElicitations() throws Exception {
    CopilotSession session =
        open(
            config()
                .setOnElicitationRequest(context ->
                    context.getMessage().equals("fail")
                        ? failedFuture(new Exception("x"))
                        : completedFuture(
                            new ElicitationResult()
                                .setAction(ElicitationResultAction.ACCEPT)
                                .setContent(Map.of("n", 1)))));
    String method = "session.ui.handlePendingElicitation";
    String event =
        "{'requestId':'r','message':'m','requestedSchema':{'type':'object','properties':{}}}";
    server.event(session, "elicitation.requested", event);
    assertThat(server.next(method).path("result"))
        .isEqualTo(json("{'action':'accept','content':{'n':1}}"));
    server.event(session, "elicitation.requested", event.replace("'m'", "'fail'"));
    assertThat(server.next(method).path("result")).isEqualTo(json("{'action':'cancel'}"));
  }

  @Test
  void signsInToServers() throws Exception {
    CopilotSession session =
        open(
            config()
                .setOnMcpAuthRequest((request, invocation) ->
                    completedFuture(
                        request.serverName().equals("a")
                            ? McpAuthResult.token(new McpAuthToken("tok", null, 60L))
                            : McpAuthResult.cancelled())));
    String method = "session.mcp.oauth.handlePendingRequest";
    String event = "{'requestId':'r','serverName':'a','serverUrl':'http://a','reason':'initial'}";
    server.event(session, "mcp.oauth_required", event);
    assertThat(server.next(method).path("result"))
        .isEqualTo(json("{'kind':'token','accessToken':'tok','expiresIn':60}"));
    server.event(session, "mcp.oauth_required", event.replace("'a'", "'b'"));
    assertThat(server.next(method).path("result")).isEqualTo(json("{'kind':'cancelled'}"));
  }

  @Test
  void asksTheUser() throws Exception {
    CopilotSession closed = open(config());
    assertThatThrownBy(() -> closed.getUi().confirm("?")).isInstanceOf(IllegalStateException.class);
    server.answer(
        "session.create",
        params -> json("{'sessionId':'s','capabilities':{'ui':{'elicitation':true}}}"));
    CopilotSession session = open(config());
    server.answer(
        "session.ui.elicitation",
        params ->
            json("{'action':'accept','content':{'confirmed':true,'selection':'b','value':'v'}}"));
    assertThat(session.getUi().confirm("sure?").get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(server.next("session.ui.elicitation"))
        .isEqualTo(
            json(
                "{'sessionId':'s','message':'sure?','requestedSchema':{'type':'object',"
                    + "'properties':{'confirmed':{'type':'boolean','default':true}},"
                    + "'required':['confirmed']}}"));
    String[] options = {"a", "b"};
    assertThat(session.getUi().select("which?", options).get(5, TimeUnit.SECONDS)).isEqualTo("b");
    assertThat(
            session
                .getUi()
                .input("what?", new InputOptions().setMinLength(1))
                .get(5, TimeUnit.SECONDS))
        .isEqualTo("v");
    server.answer("session.ui.elicitation", params -> json("{'action':'decline'}"));
    assertThat(session.getUi().confirm("sure?").get(5, TimeUnit.SECONDS)).isFalse();
    assertThat(session.getUi().select("which?", options).get(5, TimeUnit.SECONDS)).isNull();
  }
}
