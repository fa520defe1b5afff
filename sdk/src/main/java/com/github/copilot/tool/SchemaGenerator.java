package com.github.copilot.tool;

import com.github.copilot.CopilotExperimental;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * compile time. Scalars, dates, enums, collections, maps, optionals and records are understood. The
 * source names {@code Map} and {@code List} simply; it stands where both are imported.
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
          "java.math.BigInteger",
          "java.util.OptionalInt",
          "java.util.OptionalLong");
  private static final Set<String> NUMBERS =
      Set.of(
          "float",
          "double",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Number",
          "java.math.BigDecimal",
          "java.util.OptionalDouble");
  private static final Set<String> STRINGS =
      Set.of("char", "java.lang.Character", "java.lang.String", "java.lang.CharSequence");
  private static final Map<String, String> FORMATS =
      Map.of(
          "java.util.UUID", "uuid",
          "java.time.OffsetDateTime", "date-time",
          "java.time.ZonedDateTime", "date-time",
          "java.time.LocalDateTime", "date-time",
          "java.time.Instant", "date-time",
          "java.time.LocalDate", "date",
          "java.time.LocalTime", "time");

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
      if (described.required() && !isOptional(parameter.asType())) {
        required.add(SourceText.literal(described.name()));
      }
    }
    return object(properties, required);
  }

  static boolean isOptional(TypeMirror type) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement())
            .getQualifiedName()
            .toString()
            .startsWith("java.util.Optional");
  }

  private static String object(List<String> properties, List<String> required) {
    return schema(
        "object",
        SourceText.literal("properties"),
        SourceText.map(properties),
        SourceText.literal("required"),
        SourceText.list(required));
  }

  private static String schema(String type, String... more) {
    List<String> all = new ArrayList<>(List.of("\"type\"", SourceText.literal(type)));
    all.addAll(List.of(more));
    return SourceText.map(all.toArray(String[]::new));
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
        return bound == null ? SourceText.map() : of(bound, open);
      }
      String name = types.erasure(type).toString();
      if (INTEGERS.contains(name)) {
        return schema("integer");
      }
      if (NUMBERS.contains(name)) {
        return schema("number");
      }
      if (type.getKind() == TypeKind.BOOLEAN || name.equals("java.lang.Boolean")) {
        return schema("boolean");
      }
      String format = FORMATS.get(name);
      if (format != null) {
        return schema("string", SourceText.literal("format"), SourceText.literal(format));
      }
      boolean text = STRINGS.contains(name) || is(type, "java.time.temporal.Temporal");
      if (text) {
        return schema("string");
      }
      return type instanceof DeclaredType declared
          ? ofDeclared(declared, name, open)
          : SourceText.map();
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
        return ofMap(argument(type, 1, open));
      }
      if (name.equals("java.util.Optional")) {
        return argument(type, 0, open);
      }
      if (element.getKind() == ElementKind.RECORD && !open.contains(name)) {
        return ofRecord(type, element, open);
      }
      boolean any = name.equals("java.lang.Object") || name.endsWith(".JsonNode");
      return any ? SourceText.map() : schema("object");
    }

    private String argument(DeclaredType type, int index, Set<String> open) {
      List<? extends TypeMirror> arguments = type.getTypeArguments();
      return index < arguments.size() ? of(arguments.get(index), open) : SourceText.map();
    }

    private static String ofMap(String values) {
      return values.equals(SourceText.map())
          ? schema("object")
          : schema("object", SourceText.literal("additionalProperties"), values);
    }

    private static String ofEnum(TypeElement element) {
      List<String> constants = new ArrayList<>();
      for (Element member : element.getEnclosedElements()) {
        if (member.getKind() == ElementKind.ENUM_CONSTANT) {
          constants.add(SourceText.literal(member.getSimpleName().toString()));
        }
      }
      return schema("string", SourceText.literal("enum"), SourceText.list(constants));
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
        if (!isOptional(componentType)) {
          required.add(SourceText.literal(name));
        }
      }
      return object(properties, required);
    }

    private boolean is(TypeMirror type, String name) {
      TypeElement wanted = elements.getTypeElement(name);
      return wanted != null
          && types.isAssignable(types.erasure(type), types.erasure(wanted.asType()));
    }

    private static String array(String items) {
      return schema("array", SourceText.literal("items"), items);
    }
  }
}
