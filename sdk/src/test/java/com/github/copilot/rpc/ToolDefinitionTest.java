package com.github.copilot.rpc;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.tool.Param;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ToolDefinitionTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  enum Unit {
    CELSIUS,
    KELVIN
  }

  record Place(String city, Unit unit, List<Integer> days, Map<String, Double> extra) {}

  record Tree(String name, List<Tree> children) {}

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
  void sendsOnlyWhatIsSet() throws Exception {
    ToolDefinition tool =
        ToolDefinition.create("t", "d", Map.of("type", "object"), call -> completedFuture(null));
    assertThat(tree(tool))
        .isEqualTo(json("{'name':'t','description':'d','parameters':{'type':'object'}}"));
    ToolDefinition full =
        tool.overridesBuiltInTool(true)
            .skipPermission(false)
            .defer(ToolDefer.NEVER)
            .metadata(Map.of("a", 1))
            .isTerminal(true);
    assertThat(tree(full))
        .isEqualTo(
            json(
                "{'name':'t','description':'d','parameters':{'type':'object'},"
                    + "'overridesBuiltInTool':true,'skipPermission':false,'defer':'never',"
                    + "'metadata':{'a':1},'isTerminal':true}"));
    assertThat(tree(tool.defer(ToolDefer.NONE)).has("defer")).isFalse();
  }

  @Test
  void derivesSchemasFromTypes() throws Exception {
    ToolDefinition tool =
        ToolDefinition.from(
            "weather",
            "Tells the weather",
            Param.of(Place.class, "place", "Where"),
            Param.of(int.class, "hours", "How long", false, "24"),
            (place, hours) -> place + "/" + hours);
    assertThat(tree(tool.parameters()))
        .isEqualTo(
            json(
                "{'type':'object','properties':{'place':{'type':'object','properties':{"
                    + "'city':{'type':'string'},"
                    + "'unit':{'type':'string','enum':['CELSIUS','KELVIN']},"
                    + "'days':{'type':'array','items':{'type':'integer'}},"
                    + "'extra':{'type':'object','additionalProperties':{'type':'number'}}},"
                    + "'required':['city','unit','days','extra'],'description':'Where'},"
                    + "'hours':{'type':'integer','description':'How long','default':24}},"
                    + "'required':['place']}"));
    ToolDefinition tree =
        ToolDefinition.from("t", "d", Param.of(Tree.class, "tree", "A tree"), Tree::name);
    assertThat(tree(tree.parameters()).toString()).contains("children");
  }

  @Test
  void convertsArgumentsAndResults() throws Exception {
    Param<Integer> count = Param.of(Integer.class, "count", "How many", false, "2");
    Param<String> word = Param.of(String.class, "word", "What");
    ToolDefinition repeat = ToolDefinition.from("r", "d", word, count, String::repeat);
    assertThat(run(repeat, "{'word':'ab'}")).isEqualTo("abab");
    assertThat(run(repeat, "{'word':'ab','count':1}")).isEqualTo("ab");
    assertThatThrownBy(() -> run(repeat, "{'count':1}")).hasMessageContaining("word is missing");
    assertThatThrownBy(() -> run(repeat, "{'word':'a','count':'x'}"))
        .hasMessageContaining("count is no Integer");
    assertThat(run(ToolDefinition.from("n", "d", () -> null), "{}")).isEqualTo("Success");
    assertThat(run(ToolDefinition.from("m", "d", () -> Map.of("a", 1)), "{}"))
        .isEqualTo("{\"a\":1}");
    ToolResultObject result = ToolResultObject.success("x");
    assertThat(run(ToolDefinition.fromAsync("a", "d", () -> completedFuture(result)), "{}"))
        .isSameAs(result);
    assertThat(
            run(
                ToolDefinition.fromAsyncWithToolInvocation(
                    "i", "d", word, (w, call) -> completedFuture(w + call.getToolCallId())),
                "{'word':'w'}"))
        .isEqualTo("wc");
    assertThat(
            run(
                ToolDefinition.fromWithToolInvocation("j", "d", call -> call.getToolCallId()),
                "{}"))
        .isEqualTo("c");
  }

  record Visit(LocalDate day) {}

  @Test
  void knowsDates() throws Exception {
    ToolDefinition next =
        ToolDefinition.from(
            "next",
            "The day after",
            Param.of(Visit.class, "visit", "A visit"),
            visit -> new Visit(visit.day().plusDays(1)));
    assertThat(run(next, "{'visit':{'day':'2026-02-28'}}")).isEqualTo("{\"day\":\"2026-03-01\"}");
    assertThat(next.parameters().toString()).contains("day={type=string, format=date}");
  }

  @Test
  void formatsAreNamed() {
    Map<Class<?>, String> formats =
        Map.of(
            java.util.UUID.class, "{type=string, format=uuid}",
            java.time.Instant.class, "{type=string, format=date-time}",
            java.time.LocalDateTime.class, "{type=string, format=date-time}",
            java.time.LocalTime.class, "{type=string, format=time}");
    formats.forEach((type, schema) -> {
      ToolDefinition tool = ToolDefinition.from("n", "d", Param.of(type, "a", "d"), a -> a);
      assertThat(tool.parameters().toString())
          .as(type.getName())
          .contains(schema.replace("}", ", description=d}"));
    });
  }

  @Test
  void argumentsThatDoNotFitAreNamedWithTheirType() {
    ToolInvocation call =
        new ToolInvocation().setArguments(new ObjectMapper().createObjectNode().put("day", 3.5));
    assertThatThrownBy(() -> call.getArgumentsAs(Visit.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Failed to deserialize arguments as Visit: ");
    assertThat(new ToolInvocation().getArguments()).isNull();
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatThrownBy(() -> ToolDefinition.from(" ", "d", () -> 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ToolDefinition.from("n", "", () -> 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ToolDefinition.from("n", "d", (Supplier<Object>) null))
        .isInstanceOf(IllegalArgumentException.class);
    Param<String> same = Param.of(String.class, "a", "d");
    assertThatThrownBy(() -> ToolDefinition.from("n", "d", same, same, (a, b) -> a))
        .hasMessageContaining("tool n has two parameters named a");
    assertThatThrownBy(() -> ToolDefinition.from("n", "d", null, same, (a, b) -> a))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ToolDefinition.fromObject(this))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ToolDefinitionTest")
        .hasMessageContaining("not found")
        .hasMessageContaining("CopilotToolProcessor");
  }

  @Test
  void checksParams() {
    assertThat(Param.of(String.class, "a", "d").required(false).defaultValue("x"))
        .isEqualTo(Param.of(String.class, "a", "d", false, "x"));
    assertThat(Param.of(Unit.class, "a", "d").defaultValue("KELVIN").required()).isFalse();
    assertThatThrownBy(() -> Param.of(String.class, "", "d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Param.of(String.class, "a", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Param.of(int.class, "a", "d", true, "1"))
        .hasMessageContaining("required=true");
    assertThat(Param.of(Boolean.class, "a", "d", false, "FALSE").defaultValue()).isEqualTo("FALSE");
    assertThatThrownBy(() -> Param.of(Object.class, "a", "d", false, "x"))
        .hasMessageContaining("no Object");
    assertThatThrownBy(() -> Param.of(int.class, "a", "d", false, "one"))
        .hasMessageContaining("no int");
    assertThatThrownBy(() -> Param.of(Unit.class, "a", "d").defaultValue("RANKINE"))
        .hasMessageContaining("no Unit");
    assertThatThrownBy(() -> Param.of(int.class, "a", "d").schema("[]"))
        .hasMessageContaining("JSON object");
    assertThatThrownBy(() -> Param.of(int.class, "a", "d").schema("{}").defaultValue("1"))
        .isInstanceOf(IllegalArgumentException.class);
    ToolDefinition own =
        ToolDefinition.from(
            "n", "d", Param.of(String.class, "a", "d").schema("{\"pattern\":\"x\"}"), a -> a);
    assertThat(own.parameters().toString()).contains("pattern=x");
  }

  @Test
  void namesTheSourceOfFilteredTools() {
    assertThat(new ToolSet().addBuiltIn(List.of("bash", "*")).addCustom("a-b").addMcp("x_1"))
        .containsExactly("builtin:bash", "builtin:*", "custom:a-b", "mcp:x_1");
    assertThatThrownBy(() -> new ToolSet().addMcp("a:b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ToolSet().addCustom(null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
