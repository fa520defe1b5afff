package com.github.copilot.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.copilot.tool.Param;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A tool made from a lambda: schema from the parameters, arguments converted, result encoded. */
final class LambdaTool {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final String name;
  private final String description;
  private final List<Param<?>> params;

  private LambdaTool(String name, String description, List<Param<?>> params) {
    this.name = name;
    this.description = description;
    this.params = params;
  }

  /** The arguments of one call. */
  record Arguments(ToolInvocation invocation) {

    <T> T get(Param<T> param) {
      JsonNode given = invocation.argument(param.name());
      if (given == null || given.isNull()) {
        if (param.required()) {
          throw new IllegalArgumentException("argument " + param.name() + " is missing");
        }
        if (!param.hasDefaultValue()) {
          return null;
        }
        given = TextNode.valueOf(param.defaultValue());
      }
      try {
        return JSON.treeToValue(given, param.type());
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            "argument " + param.name() + " is no " + param.type().getSimpleName(), e);
      }
    }
  }

  static LambdaTool of(String name, String description, Object body, Param<?>... params) {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("name of a tool must not be blank");
    }
    if (description == null || description.isBlank()) {
      throw new IllegalArgumentException("description of tool " + name + " must not be blank");
    }
    Set<String> names = new HashSet<>();
    for (Param<?> param : params) {
      if (param == null) {
        throw new IllegalArgumentException("a parameter of tool " + name + " is null");
      }
      if (!names.add(param.name())) {
        throw new IllegalArgumentException(
            "tool " + name + " has two parameters named " + param.name());
      }
    }
    return new LambdaTool(name, description, List.of(params));
  }

  static Object required(Object body) {
    if (body == null) {
      throw new IllegalArgumentException("the handler of a tool must not be null");
    }
    return body;
  }

  ToolDefinition sync(Function<Arguments, ?> body) {
    return define(invocation ->
        CompletableFuture.completedFuture(encode(body.apply(new Arguments(invocation)))));
  }

  ToolDefinition async(Function<Arguments, ? extends CompletableFuture<?>> body) {
    return define(invocation -> {
      CompletableFuture<?> result = body.apply(new Arguments(invocation));
      return result == null
          ? CompletableFuture.completedFuture(encode(null))
          : result.thenApply(LambdaTool::encode);
    });
  }

  private ToolDefinition define(ToolHandler handler) {
    return ToolDefinition.create(name, description, schema(), handler);
  }

  private Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Param<?> param : params) {
      properties.put(param.name(), TypeSchemas.of(param));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", params.stream().filter(Param::required).map(Param::name).toList());
    return schema;
  }

  /** Null is "Success", text and result objects stay, everything else becomes JSON. */
  static Object encode(Object value) {
    if (value == null) {
      return "Success";
    }
    if (value instanceof String || value instanceof ToolResultObject) {
      return value;
    }
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the result of the tool cannot become JSON: " + e.getOriginalMessage(), e);
    }
  }
}
