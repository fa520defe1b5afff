package com.github.copilot.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.Compilation;
import com.github.copilot.CopilotExperimentalProcessor;
import com.github.copilot.rpc.ToolDefer;
import com.github.copilot.rpc.ToolDefinition;
import com.github.copilot.rpc.ToolInvocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IMPORTS =
      """
      package sample;
      import com.github.copilot.rpc.*;
      import com.github.copilot.tool.*;
      import java.util.*;
      import java.util.concurrent.*;
      """;

  @TempDir private Path folder;

  private Compilation compile(String body) throws Exception {
    return Compilation.of(folder, "sample.Tools", IMPORTS + body, new CopilotToolProcessor());
  }

  private static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static Object run(ToolDefinition tool, String arguments) throws Exception {
    return tool.handler()
        .invoke(new ToolInvocation().setToolCallId("c").setArguments(json(arguments)))
        .get();
  }

  @Test
  void makesToolsOfMethods() throws Exception {
    Compilation compilation =
        compile(Files.readString(Path.of("src/test/resources/sample-tools.txt")));
    assertThat(compilation.errors()).isEmpty();
    try (var loader = compilation.loader()) {
      Object tools = loader.loadClass("sample.Tools").getDeclaredConstructor().newInstance();
      List<ToolDefinition> all = ToolDefinition.fromObject(tools);
      assertThat(all)
          .extracting(ToolDefinition::name)
          .containsExactly("add_up", "find", "nothing", "fails");
      ToolDefinition add = all.get(0);
      assertThat(add.description()).isEqualTo("Adds \"numbers\"");
      assertThat(tree(add.parameters()))
          .isEqualTo(
              json(
                  "{'type':'object','properties':{'a':{'type':'integer','description':'first'},"
                      + "'b':{'type':'integer','description':'second','default':5}},"
                      + "'required':['a']}"));
      assertThat(run(add, "{'a':2}")).isEqualTo("7");
      assertThat(run(add, "{'a':2,'b':'3'}")).isEqualTo("5");
      assertThatThrownBy(() -> run(add, "{}")).hasMessageContaining("argument a is missing");
      ToolDefinition find = all.get(1);
      assertThat(tree(find))
          .isEqualTo(
              json(
                  "{'name':'find','description':'Finds','parameters':{'type':'object',"
                      + "'properties':{'text':{'type':'string'},'limit':{'type':'integer'}},"
                      + "'required':['text','limit']},'overridesBuiltInTool':true,"
                      + "'skipPermission':true,'defer':'auto','metadata':{'k':'v'},"
                      + "'isTerminal':true}"));
      assertThat(find.defer()).isEqualTo(ToolDefer.AUTO);
      assertThat(run(find, "{'text':'x','limit':1}")).isEqualTo("{\"found\":\"x1c\"}");
      assertThat(run(all.get(2), "{}")).isEqualTo("Success");
      ToolDefinition fails = all.get(3);
      assertThat(tree(fails.parameters()).path("properties").path("unit"))
          .isEqualTo(json("{'type':'string','enum':['C','K']}"));
      assertThatThrownBy(() -> run(fails, "{'unit':'K','all':['a']}"))
          .hasRootCauseMessage("no K[a]");
      assertThatThrownBy(() -> ToolDefinition.fromClass(tools.getClass()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not static");
    }
  }

  @Test
  void optionalArgumentsMayBeAbsent() throws Exception {
    Compilation compilation =
        compile(
            """
            public class Tools {
              @CopilotTool("d")
              String getURL(Optional<String> name, OptionalInt count, OptionalDouble share) {
                return name + " " + count + " " + share;
              }
            }
            """);
    assertThat(compilation.errors()).isEmpty();
    try (var loader = compilation.loader()) {
      Object tools = loader.loadClass("sample.Tools").getDeclaredConstructor().newInstance();
      ToolDefinition tool = ToolDefinition.fromObject(tools).get(0);
      assertThat(tool.name()).isEqualTo("get_u_r_l");
      assertThat(tree(tool.parameters()))
          .isEqualTo(
              json(
                  "{'type':'object','required':[],'properties':{'name':{'type':'string'},"
                      + "'count':{'type':'integer'},'share':{'type':'number'}}}"));
      assertThat(run(tool, "{}"))
          .isEqualTo("Optional.empty OptionalInt.empty OptionalDouble.empty");
      assertThat(run(tool, "{'name':'a','count':2,'share':0.5}"))
          .isEqualTo("Optional[a] OptionalInt[2] OptionalDouble[0.5]");
    }
  }

  @Test
  void refusesWhatCannotWork() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "@CopilotTool(\"d\") private void a() {}",
            "must not be private",
            "@CopilotTool(\" \") void a() {}",
            "must not be blank",
            "@CopilotTool(\"d\") void a(ToolInvocation x, ToolInvocation y) {}",
            "at most one",
            "@CopilotTool(\"d\") void a(@CopilotToolParam ToolInvocation x) {}",
            "no argument",
            "@CopilotTool(\"d\") void a(@CopilotToolParam(defaultValue = \"1\") int x) {}",
            "required = false",
            "@CopilotTool(\"d\") void a(@CopilotToolParam(required = false) int x) {}",
            "needs a default",
            "@CopilotTool(\"d\") void a(@CopilotToolParam(required = false, defaultValue = \"x\")"
                + " int x) {}",
            "the default is no int",
            "@CopilotTool(\"d\") void a(@CopilotToolParam(schema = \"[]\") int x) {}",
            "JSON object",
            "record R(int i) {} @CopilotTool(\"d\") void a(@CopilotToolParam(\"x\") R x) {}",
            "whole argument object");
    for (Map.Entry<String, String> entry : wrong.entrySet()) {
      String expected = entry.getValue().replace("no argument", "is not an argument");
      assertThat(compile("public class Tools { " + entry.getKey() + " }").errors())
          .as(entry.getKey())
          .anyMatch(error -> error.contains(expected));
    }
  }

  @Test
  void guardsExperimentalTypes() throws Exception {
    String user =
        "import com.github.copilot.*; %s public class Tools { List<ProviderTokenArgs> all; }";
    assertThat(experimental(user.formatted("")))
        .singleElement()
        .asString()
        .contains("ProviderTokenArgs is experimental");
    assertThat(experimental(user.formatted("@AllowCopilotExperimental"))).isEmpty();
    assertThat(experimental(user.formatted(""), "-Acopilot.experimental.allowed=true")).isEmpty();
  }

  private List<String> experimental(String body, String... options) throws Exception {
    return Compilation.of(
            folder, "sample.Tools", IMPORTS + body, new CopilotExperimentalProcessor(), options)
        .errors();
  }
}
