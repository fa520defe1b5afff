package com.github.copilot.tool;

import com.github.copilot.rpc.ToolDefer;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The source of the {@link CopilotToolMetadataProvider} of one class. */
final class ToolSource {

  private static final String IMPORTS =
      """
      import com.github.copilot.rpc.ToolDefinition;
      import java.util.List;
      import java.util.Map;

      """;
  private static final String SUPPORT =
      """
        private static <T> T argument(
            com.fasterxml.jackson.databind.ObjectMapper mapper,
            com.github.copilot.rpc.ToolInvocation call,
            String name,
            com.fasterxml.jackson.core.type.TypeReference<T> type,
            boolean required,
            Object defaultValue) {
          java.util.Map<String, Object> all = call.getArguments();
          Object given = all == null ? null : all.get(name);
          if (given == null && required) {
            throw new IllegalArgumentException("argument " + name + " is missing");
          }
          Object value = given == null ? defaultValue : given;
          return value == null ? null : mapper.convertValue(value, type);
        }

        private static Object encode(
            com.fasterxml.jackson.databind.ObjectMapper mapper, Object value) {
          if (value instanceof String || value instanceof com.github.copilot.rpc.ToolResultObject) {
            return value;
          }
          try {
            return mapper.writeValueAsString(value);
          } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException("the result cannot become JSON", e);
          }
        }

        private static java.util.Map<String, Object> with(
            java.util.Map<String, Object> base, java.util.Map<String, Object> more) {
          java.util.Map<String, Object> all = new java.util.LinkedHashMap<>(base);
          all.putAll(more);
          return all;
        }
      """;

  private final Types types;
  private final Elements elements;
  private final TypeElement owner;
  private final SchemaGenerator schemas = new SchemaGenerator();

  ToolSource(Types types, Elements elements, TypeElement owner) {
    this.types = types;
    this.elements = elements;
    this.owner = owner;
  }

  /** The qualified name; the class name at run time must be that of the owner plus a suffix. */
  String name() {
    return elements.getBinaryName(owner) + "$$CopilotToolMeta";
  }

  String write(List<ExecutableElement> methods) {
    String simple = name().substring(name().lastIndexOf('.') + 1);
    String type = types.erasure(owner.asType()).toString();
    List<String> definitions = new ArrayList<>();
    methods.forEach(method -> definitions.add(definition(method)));
    String packageName = elements.getPackageOf(owner).getQualifiedName().toString();
    return (packageName.isEmpty() ? "" : "package " + packageName + ";\n\n")
        + IMPORTS
        + "/** The tools of "
        + type
        + ". */\n@com.github.copilot.AllowCopilotExperimental\n@SuppressWarnings(\"all\")\n"
        + "public final class "
        + simple
        + "\n    implements com.github.copilot.tool.CopilotToolMetadataProvider<"
        + type
        + "> {\n\n  public "
        + simple
        + "() {}\n\n  @Override\n"
        + "  public List<ToolDefinition> definitions(\n      "
        + type
        + " instance, com.fasterxml.jackson.databind.ObjectMapper mapper) {\n"
        + "    return List.of(\n"
        + String.join(",\n", definitions)
        + ");\n  }\n\n"
        + SUPPORT
        + "}\n";
  }

  private String definition(ExecutableElement method) {
    CopilotTool tool = method.getAnnotation(CopilotTool.class);
    List<VariableElement> arguments = new ArrayList<>(method.getParameters());
    arguments.removeIf(CopilotToolProcessor::isInvocation);
    boolean record = CopilotToolProcessor.isSingleRecord(arguments);
    String schema =
        record
            ? schemas.generateSchemaSource(arguments.get(0).asType(), types, elements)
            : schemas.generateParametersSchemaSource(arguments, types, elements);
    String own = CopilotToolProcessor.toSnakeCase(method.getSimpleName().toString());
    return "        new ToolDefinition(\n            "
        + String.join(
            ",\n            ",
            SourceText.literal(tool.name().isEmpty() ? own : tool.name()),
            SourceText.literal(tool.value()),
            schema,
            handler(method, record),
            flag(tool.overridesBuiltInTool()),
            flag(tool.skipPermission()),
            tool.defer() == ToolDefer.NONE
                ? "null"
                : "com.github.copilot.rpc.ToolDefer." + tool.defer().name(),
            metadata(tool.metadata()),
            flag(tool.isTerminal()))
        + ")";
  }

  private String handler(ExecutableElement method, boolean record) {
    List<String> arguments = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      if (CopilotToolProcessor.isInvocation(parameter)) {
        arguments.add("call");
      } else if (record) {
        arguments.add("call.getArgumentsAs(" + types.erasure(parameter.asType()) + ".class)");
      } else {
        arguments.add(argument(parameter));
      }
    }
    boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
    String target = isStatic ? types.erasure(owner.asType()).toString() : "instance";
    String call = target + "." + method.getSimpleName() + "(" + String.join(", ", arguments) + ")";
    return "call -> {\n              try {\n                "
        + result(method.getReturnType(), call)
        + "\n              } catch (Exception e) {\n"
        + "                return java.util.concurrent.CompletableFuture.failedFuture(e);\n"
        + "              }\n            }";
  }

  private String argument(VariableElement parameter) {
    TypeMirror type = parameter.asType();
    if (!SchemaGenerator.isOptional(type)) {
      return argument(ToolParameter.of(parameter), boxed(type, parameter), true);
    }
    String raw = types.erasure(type).toString();
    String inner =
        switch (raw) {
          case "java.util.OptionalInt" -> "Integer";
          case "java.util.OptionalLong" -> "Long";
          case "java.util.OptionalDouble" -> "Double";
          default -> ((DeclaredType) type).getTypeArguments().get(0).toString();
        };
    String optional =
        "java.util.Optional.ofNullable("
            + argument(ToolParameter.of(parameter), inner, false)
            + ")";
    return raw.equals("java.util.Optional")
        ? optional
        : optional + ".map(" + raw + "::of).orElseGet(" + raw + "::empty)";
  }

  private String boxed(TypeMirror type, VariableElement parameter) {
    return type.getKind().isPrimitive()
        ? types.boxedClass(types.getPrimitiveType(type.getKind())).toString()
        : ToolParameter.of(parameter).type();
  }

  private static String argument(ToolParameter described, String type, boolean needed) {
    return "argument(mapper, call, "
        + SourceText.literal(described.name())
        + ", new com.fasterxml.jackson.core.type.TypeReference<"
        + type
        + ">() {}, "
        + (needed && described.required())
        + ", "
        + (described.defaultValue().isEmpty()
            ? "null"
            : SourceText.literal(described.defaultValue()))
        + ")";
  }

  private String result(TypeMirror type, String call) {
    String completed = "java.util.concurrent.CompletableFuture.<Object>completedFuture(";
    if (type.getKind() == TypeKind.VOID) {
      return call + ";\n                return " + completed + "\"Success\");";
    }
    TypeMirror future = elements.getTypeElement("java.util.concurrent.CompletableFuture").asType();
    if (types.isAssignable(types.erasure(type), types.erasure(future))) {
      return "return " + call + ".thenApply(value -> encode(mapper, value));";
    }
    return "return " + completed + "encode(mapper, " + call + "));";
  }

  private static String metadata(CopilotTool.MetadataEntry[] entries) {
    if (entries.length == 0) {
      return "null";
    }
    List<String> sources = new ArrayList<>();
    for (CopilotTool.MetadataEntry entry : entries) {
      sources.add(SourceText.entry(entry.key(), value(entry.value())));
    }
    return SourceText.map(sources);
  }

  private static String value(CopilotTool.MetadataValue value) {
    if (value.flags().length > 0) {
      List<String> flags = new ArrayList<>();
      for (CopilotTool.MetadataFlag flag : value.flags()) {
        flags.add(SourceText.entry(flag.name(), Boolean.toString(flag.value())));
      }
      return SourceText.map(flags);
    }
    return value.str().isEmpty() ? Boolean.toString(value.bool()) : SourceText.literal(value.str());
  }

  private static String flag(boolean value) {
    return value ? "Boolean.TRUE" : "null";
  }
}
