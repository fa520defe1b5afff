package com.github.copilot.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The generated types behave as programs expect: views, copies, absent values, JSON names. */
class OptionsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }

  @Test
  void absentValuesAreAbsent() {
    ProviderConfig provider = new ProviderConfig();
    assertThat(provider.getType()).isNull();
    assertThat(provider.getMaxPromptTokens()).isEmpty();
    assertThat(provider.setMaxPromptTokens(5).getMaxPromptTokens()).hasValue(5);
    assertThat(provider.clearMaxPromptTokens().getMaxPromptTokens()).isEmpty();
    SessionConfig config = new SessionConfig();
    assertThat(config.getEnableSkills()).isEmpty();
    assertThat(config.setEnableSkills(false).getEnableSkills()).contains(false);
    assertThat(config.clearEnableSkills().getEnableSkills()).isEmpty();
    assertThat(new ModelBilling().getMultiplierOpt()).isEmpty();
  }

  @Test
  void listsAreViewsAndClonesAreIndependent() {
    List<String> tools = new ArrayList<>(List.of("grep", "bash"));
    SessionConfig config = new SessionConfig().setAvailableTools(tools).setModel("m");
    SessionConfig copy = config.clone();
    tools.add("web");
    assertThat(config.getAvailableTools()).hasSize(3);
    assertThat(copy.getAvailableTools()).hasSize(2);
    assertThat(copy.getModel()).isEqualTo("m");
    assertThatThrownBy(() -> config.getAvailableTools().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void clientOptionsCopyWhatTheyAreGiven() {
    String[] args = {"-a"};
    Map<String, String> environment = new HashMap<>(Map.of("A", "b"));
    CopilotClientOptions options =
        new CopilotClientOptions().setCliArgs(args).setEnvironment(environment);
    args[0] = "-b";
    environment.clear();
    assertThat(options.getCliArgs()).containsExactly("-a");
    options.getEnvironment().put("C", "d");
    assertThat(options.getEnvironment()).isEqualTo(Map.of("A", "b"));
    assertThat(options.clone().getLogLevel()).isEqualTo("info");
    assertThat(options.setCliArgs(null).getCliArgs()).isEmpty();
    assertThatThrownBy(() -> options.setCliPath(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> options.setMode(null)).isInstanceOf(NullPointerException.class);
    assertThat(options.setCwd("/x").setCwd(null).getCwd()).isNull();
    assertThatThrownBy(() -> options.setBuiltinPluginDirectories(List.of(Path.of("here"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("here");
    assertThat(options.isAutoStart()).isTrue();
    assertThat(options.isUseStdio()).isTrue();
    assertThat(options.getMode()).isEqualTo(CopilotClientMode.COPILOT_CLI);
  }

  @Test
  @SuppressWarnings("deprecation")
  void olderNamesMeanTheSame() {
    CopilotClientOptions options = new CopilotClientOptions().setGithubToken("t");
    assertThat(options.getGitHubToken()).isEqualTo("t");
    assertThat(options.getGithubToken()).isEqualTo("t");
    assertThat(PermissionRequestResultKind.DENIED_BY_RULES)
        .isEqualTo(new PermissionRequestResultKind("User-Not-Available"));
  }

  @Test
  void useTheNamesOfTheProtocol() throws Exception {
    SessionConfig config =
        new SessionConfig()
            .setConfigDirectory("/c")
            .setExcludedBuiltInAgents(List.of("x"))
            .setEnableMcpApps(true)
            .setEnableExperimentalMode(false)
            .setCoauthorEnabled(true)
            .setOnPermissionRequest(PermissionHandler.APPROVE_ALL)
            .setLargeOutput(new LargeToolOutputConfig().setOutputDirectory("/o"))
            .setMcpServers(
                Map.of("a", new McpHttpServerConfig().setUrl("http://a").setTools(List.of("*"))));
    assertThat(tree(config))
        .isEqualTo(
            json(
                "{'configDir':'/c','excludedBuiltinAgents':['x'],'requestMcpApps':true,"
                    + "'isExperimentalMode':false,'largeOutput':{'outputDir':'/o'},"
                    + "'mcpServers':{'a':{'type':'http','url':'http://a','tools':['*']}}}"));
    assertThat(JSON.readValue("{\"command\":\"x\",\"type\":\"local\"}", McpServerConfig.class))
        .isInstanceOf(McpStdioServerConfig.class);
  }

  @Test
  void attachmentsSayWhatTheyAre() throws Exception {
    MessageOptions options =
        new MessageOptions()
            .setAgentMode(AgentMode.AUTOPILOT)
            .setAttachments(
                List.of(
                    new Attachment("file", "/f", null),
                    new BlobAttachment().setData("AA==").setMimeType("image/png")));
    JsonNode tree = JSON.valueToTree(options);
    assertThat(tree)
        .isEqualTo(
            json(
                "{'attachments':[{'type':'file','path':'/f'},"
                    + "{'type':'blob','data':'AA==','mimeType':'image/png'}],"
                    + "'agentMode':'autopilot'}"));
    assertThat(JSON.treeToValue(tree.path("attachments").get(1), MessageAttachment.class))
        .isInstanceOf(BlobAttachment.class);
  }

  @Test
  void permissionRequestsKeepWhatIsSpecial() {
    PermissionRequest request =
        PermissionRequest.fromJsonValue(
            Map.of("kind", "mcp", "args", Map.of("url", "u"), "managedApprovalRequired", 1));
    assertThat(request.getKind()).isEqualTo("mcp");
    assertThat(request.getManagedApprovalRequired()).isTrue();
    assertThat(request.getExtensionData()).isEqualTo(Map.of("args", Map.of("url", "u")));
    assertThat(PermissionRequest.fromJsonValue(Map.of("kind", "read")).getExtensionData()).isNull();
    assertThat(
            PermissionRequest.fromJsonValue(Map.of("managedApprovalRequired", false))
                .getManagedApprovalRequired())
        .isFalse();
    assertThat(
            JSON.valueToTree(
                    PreMcpToolCallHookOutput.withMeta(JsonNodeFactory.instance.textNode("m")))
                .toString())
        .isEqualTo("{\"metaToUse\":\"m\"}");
  }
}
