package com.github.copilot;

import static com.github.copilot.ScriptedServer.config;
import static com.github.copilot.ScriptedServer.json;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.copilot.rpc.AutoModeSwitchResponse;
import com.github.copilot.rpc.ExitPlanModeResult;
import com.github.copilot.rpc.NamedProviderConfig;
import com.github.copilot.rpc.PermissionRequestResult;
import com.github.copilot.rpc.PreMcpToolCallHookOutput;
import com.github.copilot.rpc.PreToolUseHookOutput;
import com.github.copilot.rpc.ProviderConfig;
import com.github.copilot.rpc.SectionOverride;
import com.github.copilot.rpc.SectionOverrideAction;
import com.github.copilot.rpc.SessionConfig;
import com.github.copilot.rpc.SessionHooks;
import com.github.copilot.rpc.SystemMessageConfig;
import com.github.copilot.rpc.ToolDefinition;
import com.github.copilot.rpc.UserInputResponse;
import dev.latchkey.protocol.RpcException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of the runtime to the client. */
class CallbackTest {

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

  private void open(SessionConfig config) throws Exception {
    client.createSession(config.setSessionId("s")).get(5, TimeUnit.SECONDS);
  }

  private void assertError(String method, String params, int code, String message) {
    assertThatThrownBy(() -> server.ask(method, params))
        .hasRootCauseInstanceOf(RpcException.class)
        .rootCause()
        .hasMessageContaining(message)
        .extracting(error -> ((RpcException) error).code())
        .isEqualTo(code);
  }

  @Test
  void answersQuestions() throws Exception {
    open(
        config()
            .setOnUserInputRequest((request, invocation) ->
                completedFuture(
                    new UserInputResponse()
                        .setAnswer(request.getChoices().get(0) + invocation.getSessionId())
                        .setWasFreeform(request.getAllowFreeform().orElse(false)))));
    assertThat(server.next("session.create").path("requestUserInput").asBoolean()).isTrue();
    assertThat(
            server.ask(
                "userInput.request",
                "{'sessionId':'s','question':'?','choices':['a','b'],'allowFreeform':true}"))
        .isEqualTo(json("{'answer':'as','wasFreeform':true}"));
  }

  @Test
  void saysWhyAQuestionCannotBeAnswered() throws Exception {
    open(config());
    String question = "{'sessionId':'s','question':'?'}";
    assertError("userInput.request", question, -32603, "User input handler error: ");
    assertError("userInput.request", "{'sessionId':'x'}", -32602, "Unknown session x");
    assertError("no.such.method", "{}", -32601, "no.such.method");
  }

  @Test
  void leavesPlanModeAndSwitchesModels() throws Exception {
    open(config());
    String plan = "{'sessionId':'s','summary':'p','actions':['x']}";
    assertThat(server.ask("exitPlanMode.request", plan)).isEqualTo(json("{'approved':true}"));
    assertThat(server.ask("autoModeSwitch.request", "{'sessionId':'s'}"))
        .isEqualTo(json("{'response':'no'}"));
    client
        .createSession(
            config()
                .setSessionId("t")
                .setOnExitPlanMode((request, invocation) ->
                    completedFuture(
                        new ExitPlanModeResult()
                            .setApproved(false)
                            .setFeedback(request.getSummary())))
                .setOnAutoModeSwitch(
                    (request, invocation) -> completedFuture(AutoModeSwitchResponse.YES_ALWAYS)))
        .get(5, TimeUnit.SECONDS);
    assertThat(server.ask("exitPlanMode.request", plan.replace("'s'", "'t'")))
        .isEqualTo(json("{'approved':false,'feedback':'p'}"));
    assertThat(server.ask("autoModeSwitch.request", "{'sessionId':'t'}"))
        .isEqualTo(json("{'response':'yes_always'}"));
  }

  @Test
  void runsHooks() throws Exception {
    open(
        config()
            .setHooks(
                new SessionHooks()
                    .setOnPreToolUse((input, invocation) ->
                        completedFuture(PreToolUseHookOutput.deny(input.getToolName())))
                    .setOnPreMcpToolCall((input, invocation) ->
                        completedFuture(PreMcpToolCallHookOutput.removeMeta()))
                    .setOnAgentStop((input, invocation) -> failedFuture(new Exception("tired")))));
    assertThat(server.next("session.create").path("hooks").asBoolean()).isTrue();
    assertThat(hook("preToolUse", "{'toolName':'bash','toolArgs':'{}'}"))
        .isEqualTo(
            "{\"output\":{\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"bash\"}}");
    assertThat(hook("preMcpToolCall", "{'_meta':{'a':1}}"))
        .isEqualTo("{\"output\":{\"metaToUse\":null}}");
    assertThat(hook("sessionStart", "{'source':'new'}")).isEqualTo("{\"output\":null}");
    assertThat(hook("futureHook", "{}")).isEqualTo("{\"output\":null}");
    assertError(
        "hooks.invoke",
        "{'sessionId':'s','hookType':'agentStop','input':{'stop_hook_active':true}}",
        -32603,
        "Hooks handler error: tired");
  }

  private String hook(String type, String input) throws Exception {
    return server
        .ask("hooks.invoke", "{'sessionId':'s','hookType':'" + type + "','input':" + input + "}")
        .toString();
  }

  @Test
  void transformsSectionsOfTheSystemMessage() throws Exception {
    open(
        config()
            .setSystemMessage(
                new SystemMessageConfig()
                    .setMode(SystemMessageMode.CUSTOMIZE)
                    .setSections(
                        Map.of(
                            "tone",
                            new SectionOverride()
                                .setAction(SectionOverrideAction.REMOVE)
                                .setTransform(
                                    text -> completedFuture(text.toUpperCase(Locale.ROOT))),
                            "safety",
                            new SectionOverride()
                                .setTransform(text -> failedFuture(new Exception("no"))),
                            "preamble",
                            new SectionOverride()
                                .setAction(SectionOverrideAction.REPLACE)
                                .setContent("hi")))));
    assertThat(server.next("session.create").path("systemMessage"))
        .isEqualTo(
            json(
                "{'mode':'customize','sections':{'tone':{'action':'transform'},"
                    + "'safety':{'action':'transform'},"
                    + "'preamble':{'action':'replace','content':'hi'}}}"));
    assertThat(
            server.ask(
                "systemMessage.transform",
                "{'sessionId':'s','sections':{'tone':{'content':'a'},'safety':{'content':'b'},"
                    + "'other':{'content':'c'}}}"))
        .isEqualTo(
            json(
                "{'sections':{'tone':{'content':'A'},'safety':{'content':'b'},"
                    + "'other':{'content':'c'}}}"));
  }

  @Test
  void suppliesTokensWithoutSendingTheirSource() throws Exception {
    open(
        config()
            .setProvider(
                new ProviderConfig()
                    .setType("openai")
                    .setBearerTokenProvider(args -> completedFuture("t-" + args.getSessionId())))
            .setProviders(
                List.of(
                    new NamedProviderConfig()
                        .setName("b")
                        .setBearerTokenProvider(args -> completedFuture(null)))));
    assertThat(server.next("session.create").path("provider"))
        .isEqualTo(json("{'type':'openai','hasBearerTokenProvider':true}"));
    assertThat(server.ask("providerToken.getToken", "{'sessionId':'s','providerName':'default'}"))
        .isEqualTo(json("{'token':'t-s'}"));
    assertError(
        "providerToken.getToken", "{'sessionId':'s','providerName':'b'}", -32603, "no token");
    assertError("providerToken.getToken", "{'sessionId':'s','providerName':'c'}", -32603, "'c'");
  }

  @Test
  void runsToolsAndDecidesOnPermissionsOfTheOlderProtocol() throws Exception {
    open(
        config()
            .setTools(
                List.of(
                    ToolDefinition.create(
                        "echo",
                        "Echoes",
                        Map.of("type", "object"),
                        call -> completedFuture(call.getArguments().get("text"))))));
    String call = "{'sessionId':'s','toolCallId':'c','toolName':'echo','arguments':{'text':'x'}}";
    assertThat(server.ask("tool.call", call))
        .isEqualTo(json("{'result':{'resultType':'success','textResultForLlm':'x'}}"));
    assertThat(server.ask("tool.call", call.replace("echo", "nope")).path("result").path("error"))
        .isEqualTo(json("'tool \\u0027nope\\u0027 not supported'"));
    String request = "{'sessionId':'s','permissionRequest':{'kind':'shell'}}";
    assertThat(server.ask("permission.request", request))
        .isEqualTo(json("{'result':{'kind':'approve-once'}}"));
    assertThat(server.ask("permission.request", request.replace("'s'", "'x'")))
        .isEqualTo(
            json(
                "{'result':"
                    + ScriptedServer.JSON.valueToTree(PermissionRequestResult.userNotAvailable())
                    + "}"));
  }
}
