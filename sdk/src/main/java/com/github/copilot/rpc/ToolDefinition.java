package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.copilot.CopilotExperimental;
import com.github.copilot.tool.Param;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A tool that the client runs; everything but name, description and handler may be null.
 *
 * @param name what the model calls
 * @param description what the tool does, for the model
 * @param parameters JSON schema of the arguments: a map, a tree or anything that becomes one
 * @param handler runs the tool; it stays in the client
 * @param overridesBuiltInTool whether it replaces the built-in tool of that name
 * @param skipPermission whether it runs without asking for permission
 * @param defer whether it may be held back until the model searches for it
 * @param metadata additional properties for the runtime
 * @param isTerminal whether its result ends the turn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonAutoDetect(
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public record ToolDefinition(
    @JsonProperty("name") String name,
    @JsonProperty("description") String description,
    @JsonProperty("parameters") Object parameters,
    @JsonIgnore ToolHandler handler,
    @JsonProperty("overridesBuiltInTool") Boolean overridesBuiltInTool,
    @JsonProperty("skipPermission") Boolean skipPermission,
    @JsonProperty("defer") @JsonInclude(JsonInclude.Include.NON_EMPTY) ToolDefer defer,
    @JsonProperty("metadata") Map<String, Object> metadata,
    @JsonProperty("isTerminal") Boolean isTerminal) {

  /** Creates a tool without metadata. */
  public ToolDefinition(
      String name,
      String description,
      Object parameters,
      ToolHandler handler,
      Boolean overridesBuiltInTool,
      Boolean skipPermission,
      ToolDefer defer) {
    this(name, description, parameters, handler, overridesBuiltInTool, skipPermission, defer, null);
  }

  /** Creates a tool that does not end the turn. */
  public ToolDefinition(
      String name,
      String description,
      Object parameters,
      ToolHandler handler,
      Boolean overridesBuiltInTool,
      Boolean skipPermission,
      ToolDefer defer,
      Map<String, Object> metadata) {
    this(
        name,
        description,
        parameters,
        handler,
        overridesBuiltInTool,
        skipPermission,
        defer,
        metadata,
        null);
  }

  /** Returns a tool with a JSON schema. */
  public static ToolDefinition create(
      String name, String description, Map<String, Object> schema, ToolHandler handler) {
    return new ToolDefinition(name, description, schema, handler, null, null, null);
  }

  /** Returns a tool that replaces the built-in one of that name. */
  public static ToolDefinition createOverride(
      String name, String description, Map<String, Object> schema, ToolHandler handler) {
    return new ToolDefinition(name, description, schema, handler, true, null, null);
  }

  /** Returns a tool that runs without asking for permission. */
  public static ToolDefinition createSkipPermission(
      String name, String description, Map<String, Object> schema, ToolHandler handler) {
    return new ToolDefinition(name, description, schema, handler, null, true, null);
  }

  /** Returns a tool that says whether it may be held back. */
  public static ToolDefinition createWithDefer(
      String name,
      String description,
      Map<String, Object> schema,
      ToolHandler handler,
      ToolDefer defer) {
    return new ToolDefinition(name, description, schema, handler, null, null, defer);
  }

  /** Returns a tool with additional properties for the runtime. */
  public static ToolDefinition createWithMetadata(
      String name,
      String description,
      Map<String, Object> schema,
      ToolHandler handler,
      Map<String, Object> metadata) {
    return new ToolDefinition(name, description, schema, handler, null, null, null, metadata);
  }

  /**
   * Returns the tools of an object's annotated methods.
   *
   * @throws IllegalStateException if the annotation processor has not seen the class
   */
  @CopilotExperimental
  public static List<ToolDefinition> fromObject(Object instance) {
    return AnnotatedTools.of(instance.getClass(), instance);
  }

  /**
   * Returns the tools of a class's annotated static methods.
   *
   * @throws IllegalArgumentException if an annotated method is not static
   * @throws IllegalStateException if the annotation processor has not seen the class
   */
  @CopilotExperimental
  public static List<ToolDefinition> fromClass(Class<?> type) {
    AnnotatedTools.requireStatic(type);
    return AnnotatedTools.of(type, null);
  }

  /** Returns a copy that replaces the built-in tool or not. */
  @CopilotExperimental
  public ToolDefinition overridesBuiltInTool(boolean value) {
    return new ToolDefinition(
        name, description, parameters, handler, value, skipPermission, defer, metadata, isTerminal);
  }

  /** Returns a copy that asks for permission or not. */
  @CopilotExperimental
  public ToolDefinition skipPermission(boolean value) {
    return new ToolDefinition(
        name,
        description,
        parameters,
        handler,
        overridesBuiltInTool,
        value,
        defer,
        metadata,
        isTerminal);
  }

  /** Returns a copy that may be held back or not. */
  @CopilotExperimental
  public ToolDefinition defer(ToolDefer value) {
    return new ToolDefinition(
        name,
        description,
        parameters,
        handler,
        overridesBuiltInTool,
        skipPermission,
        value,
        metadata,
        isTerminal);
  }

  /** Returns a copy with additional properties. */
  @CopilotExperimental
  public ToolDefinition metadata(Map<String, Object> value) {
    return new ToolDefinition(
        name,
        description,
        parameters,
        handler,
        overridesBuiltInTool,
        skipPermission,
        defer,
        value,
        isTerminal);
  }

  /** Returns a copy whose result ends the turn or not. */
  @CopilotExperimental
  public ToolDefinition isTerminal(boolean value) {
    return new ToolDefinition(
        name,
        description,
        parameters,
        handler,
        overridesBuiltInTool,
        skipPermission,
        defer,
        metadata,
        value);
  }

  /** Returns a tool without arguments. */
  @CopilotExperimental
  public static <R> ToolDefinition from(String name, String description, Supplier<R> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body)).sync(a -> body.get());
  }

  /** Returns a tool with one argument. */
  @CopilotExperimental
  public static <T1, R> ToolDefinition from(
      String name, String description, Param<T1> first, Function<T1, R> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body), first)
        .sync(a -> body.apply(a.get(first)));
  }

  /** Returns a tool with two arguments. */
  @CopilotExperimental
  public static <T1, T2, R> ToolDefinition from(
      String name,
      String description,
      Param<T1> first,
      Param<T2> second,
      BiFunction<T1, T2, R> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body), first, second)
        .sync(a -> body.apply(a.get(first), a.get(second)));
  }

  /** Returns a tool without arguments that answers later. */
  @CopilotExperimental
  public static <R> ToolDefinition fromAsync(
      String name, String description, Supplier<CompletableFuture<R>> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body)).async(a -> body.get());
  }

  /** Returns a tool with one argument that answers later. */
  @CopilotExperimental
  public static <T1, R> ToolDefinition fromAsync(
      String name, String description, Param<T1> first, Function<T1, CompletableFuture<R>> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body), first)
        .async(a -> body.apply(a.get(first)));
  }

  /** Returns a tool with two arguments that answers later. */
  @CopilotExperimental
  public static <T1, T2, R> ToolDefinition fromAsync(
      String name,
      String description,
      Param<T1> first,
      Param<T2> second,
      BiFunction<T1, T2, CompletableFuture<R>> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body), first, second)
        .async(a -> body.apply(a.get(first), a.get(second)));
  }

  /** Returns a tool without arguments that sees its invocation. */
  @CopilotExperimental
  public static <R> ToolDefinition fromWithToolInvocation(
      String name, String description, Function<ToolInvocation, R> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body))
        .sync(a -> body.apply(a.invocation()));
  }

  /** Returns a tool with one argument that sees its invocation. */
  @CopilotExperimental
  public static <T1, R> ToolDefinition fromWithToolInvocation(
      String name, String description, Param<T1> first, BiFunction<T1, ToolInvocation, R> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body), first)
        .sync(a -> body.apply(a.get(first), a.invocation()));
  }

  /** Returns a tool without arguments that sees its invocation and answers later. */
  @CopilotExperimental
  public static <R> ToolDefinition fromAsyncWithToolInvocation(
      String name, String description, Function<ToolInvocation, CompletableFuture<R>> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body))
        .async(a -> body.apply(a.invocation()));
  }

  /** Returns a tool with one argument that sees its invocation and answers later. */
  @CopilotExperimental
  public static <T1, R> ToolDefinition fromAsyncWithToolInvocation(
      String name,
      String description,
      Param<T1> first,
      BiFunction<T1, ToolInvocation, CompletableFuture<R>> body) {
    return LambdaTool.of(name, description, LambdaTool.required(body), first)
        .async(a -> body.apply(a.get(first), a.invocation()));
  }
}
