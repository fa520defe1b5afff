package com.github.copilot.tool;

import com.github.copilot.CopilotExperimental;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Writes Java expressions that build JSON schemas as maps; used by {@link CopilotToolProcessor} at
 * compile time. Scalars, enums, collections, maps and records are understood.
 */
@CopilotExperimental
public class SchemaGenerator {

  private static final Set<String> INTEGERS =
      Set.of(
          "byte",
          "short",
          "int",
          "long",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.math.BigInteger");
  private static final Set<String> NUMBERS =
      Set.of(
          "float",
          "double",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Number",
          "java.math.BigDecimal");
  private static final Set<String> STRINGS =
      Set.of(
          "char",
          "java.lang.Character",
          "java.lang.String",
          "java.lang.CharSequence",
          "java.util.UUID");

  /** Creates a generator. */
  public SchemaGenerator() {}

  /** Returns the source of an expression for the schema of a type. */
  public String generateSchemaSource(TypeMirror type, Types types, Elements elements) {
    return new Writer(types, elements).of(type, Set.of());
  }

  /** Returns the source of an expression for the schema of a method's parameters. */
  public String generateParametersSchemaSource(
      List<? extends VariableElement> parameters, Types types, Elements elements) {
    Writer writer = new Writer(types, elements);
    List<String> properties = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (VariableElement parameter : parameters) {
      ToolParameter described = ToolParameter.of(parameter);
      properties.add(
          SourceText.entry(
              described.name(), described.schemaSource(writer.of(parameter.asType(), Set.of()))));
      if (described.required()) {
        required.add(SourceText.literal(described.name()));
      }
    }
    return object(properties, required);
  }

  private static String object(List<String> properties, List<String> required) {
    return SourceText.map(
        List.of(
            SourceText.entry("type", SourceText.literal("object")),
            SourceText.entry("properties", SourceText.map(properties)),
            SourceText.entry("required", SourceText.list(required))));
  }

  private static final class Writer {

    private final Types types;
    private final Elements elements;

    Writer(Types types, Elements elements) {
      this.types = types;
      this.elements = elements;
    }

    String of(TypeMirror type, Set<String> open) {
      if (type instanceof ArrayType array) {
        return array(of(array.getComponentType(), open));
      }
      if (type instanceof WildcardType wildcard) {
        TypeMirror bound = wildcard.getExtendsBound();
        return bound == null ? SourceText.map(List.of()) : of(bound, open);
      }
      String name = types.erasure(type).toString();
      if (INTEGERS.contains(name)) {
        return simple("integer");
      }
      if (NUMBERS.contains(name)) {
        return simple("number");
      }
      if (type.getKind() == TypeKind.BOOLEAN || name.equals("java.lang.Boolean")) {
        return simple("boolean");
      }
      boolean text = STRINGS.contains(name) || is(type, "java.time.temporal.Temporal");
      if (text) {
        return simple("string");
      }
      return type instanceof DeclaredType declared
          ? ofDeclared(declared, name, open)
          : SourceText.map(List.of());
    }

    private String ofDeclared(DeclaredType type, String name, Set<String> open) {
      TypeElement element = (TypeElement) type.asElement();
      if (element.getKind() == ElementKind.ENUM) {
        return ofEnum(element);
      }
      if (is(type, "java.util.Collection")) {
        return array(argument(type, 0, open));
      }
      if (is(type, "java.util.Map")) {
        return SourceText.map(
            List.of(
                SourceText.entry("type", SourceText.literal("object")),
                SourceText.entry("additionalProperties", argument(type, 1, open))));
      }
      if (element.getKind() == ElementKind.RECORD && !open.contains(name)) {
        return ofRecord(type, element, open);
      }
      boolean any = name.equals("java.lang.Object") || name.endsWith(".JsonNode");
      return any ? SourceText.map(List.of()) : simple("object");
    }

    private String argument(DeclaredType type, int index, Set<String> open) {
      List<? extends TypeMirror> arguments = type.getTypeArguments();
      return index < arguments.size() ? of(arguments.get(index), open) : SourceText.map(List.of());
    }

    private static String ofEnum(TypeElement element) {
      List<String> constants = new ArrayList<>();
      for (Element member : element.getEnclosedElements()) {
        if (member.getKind() == ElementKind.ENUM_CONSTANT) {
          constants.add(SourceText.literal(member.getSimpleName().toString()));
        }
      }
      return SourceText.map(
          List.of(
              SourceText.entry("type", SourceText.literal("string")),
              SourceText.entry("enum", SourceText.list(constants))));
    }

    private String ofRecord(DeclaredType type, TypeElement element, Set<String> open) {
      Set<String> inside = new HashSet<>(open);
      inside.add(types.erasure(type).toString());
      List<String> properties = new ArrayList<>();
      List<String> required = new ArrayList<>();
      for (RecordComponentElement component : element.getRecordComponents()) {
        String name = component.getSimpleName().toString();
        TypeMirror componentType = component.asType();
        properties.add(SourceText.entry(name, of(componentType, inside)));
        required.add(SourceText.literal(name));
      }
      return object(properties, required);
    }

    private boolean is(TypeMirror type, String name) {
      TypeElement wanted = elements.getTypeElement(name);
      return wanted != null
          && types.isAssignable(types.erasure(type), types.erasure(wanted.asType()));
    }

    private static String array(String items) {
      return SourceText.map(
          List.of(
              SourceText.entry("type", SourceText.literal("array")),
              SourceText.entry("items", items)));
    }

    private static String simple(String type) {
      return SourceText.map(List.of(SourceText.entry("type", SourceText.literal(type))));
    }
  }
}
