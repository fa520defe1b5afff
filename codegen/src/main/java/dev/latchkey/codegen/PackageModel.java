package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.Component;
import dev.latchkey.codegen.Declaration.EnumType;
import dev.latchkey.codegen.Declaration.EventType;
import dev.latchkey.codegen.Declaration.RecordType;
import dev.latchkey.codegen.JavaType.Basic;
import dev.latchkey.codegen.JavaType.Kind;
import dev.latchkey.codegen.JavaType.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The types of one generated package. Named types are declared when something refers to them; both
 * packages have their own copy of a type that both need.
 */
final class PackageModel {
  static final String EVENTS = "com.github.copilot.generated";
  static final String RPC = "com.github.copilot.generated.rpc";

  private static final TypeExpr NULL = new TypeExpr.Scalar("null");

  private final Description description;
  private final Overlay overlay;
  private final String packageName;
  private final Map<String, Declaration> declarations = new TreeMap<>();

  PackageModel(Description description, Overlay overlay, String packageName) {
    this.description = description;
    this.overlay = overlay;
    this.packageName = packageName;
  }

  String packageName() {
    return packageName;
  }

  Map<String, Declaration> declarations() {
    return declarations;
  }

  boolean declares(String name) {
    return declarations.containsKey(name);
  }

  void add(Declaration declaration) {
    declarations.put(declaration.name(), declaration);
  }

  /** The type behind references and single-choice unions. */
  TypeExpr resolved(TypeExpr expr) {
    if (expr instanceof TypeExpr.Ref ref) {
      return resolved(definition(ref.name()));
    }
    if (expr instanceof TypeExpr.Choice choice) {
      List<TypeExpr> real = withoutNull(choice);
      return real.size() == 1 ? resolved(real.get(0)) : expr;
    }
    return expr;
  }

  /** The Java type of {@code expr}; declares what it refers to. */
  JavaType type(TypeExpr expr, NestedTypes owner, String nestedName) {
    if (expr instanceof TypeExpr.Scalar scalar) {
      return scalar(scalar.name());
    }
    if (expr instanceof TypeExpr.ListOf list) {
      return new JavaType.ListType(type(list.element(), owner, nestedName + "Item"));
    }
    if (expr instanceof TypeExpr.MapOf map) {
      return new JavaType.MapType(type(map.value(), owner, nestedName + "Value"));
    }
    if (expr instanceof TypeExpr.Choice choice) {
      List<TypeExpr> real = withoutNull(choice);
      return real.size() == 1 ? type(real.get(0), owner, nestedName) : Basic.OBJECT;
    }
    if (expr instanceof TypeExpr.Literal) {
      return Basic.STRING;
    }
    if (expr instanceof TypeExpr.Ref ref) {
      return reference(ref.name(), owner, nestedName);
    }
    return nested(expr, owner, nestedName);
  }

  /** Declares the record {@code name} with the fields of {@code shape}, in the published order. */
  RecordType record(String name, TypeExpr.Shape shape, String path) {
    String key = key(name);
    List<String> added = overlay.added().getOrDefault(key, List.of());
    List<TypeExpr.Field> fields = new ArrayList<>(shape.fields());
    fields.removeIf(field -> added.contains(field.name()));
    overlay
        .removed()
        .getOrDefault(key, List.of())
        .forEach(removed -> fields.add(removed.position(), removed.field()));
    int listed = fields.size();
    shape.fields().stream().filter(field -> added.contains(field.name())).forEach(fields::add);
    NestedTypes nested = new NestedTypes(name, path);
    List<Component> components = fields.stream().map(f -> component(f, key, nested)).toList();
    return new RecordType(name, components, listed, nested.declarations());
  }

  Component component(TypeExpr.Field field, String ownerKey, NestedTypes nested) {
    TypeExpr expr = overlay.retyped().getOrDefault(ownerKey + "." + field.name(), field.type());
    String name = Names.component(field.name());
    JavaType type = type(expr, nested, nested.owner() + Names.capitalised(name));
    return new Component(field.name(), name, type, field.required() && nullable(expr));
  }

  /** Whether null is a legal value of {@code expr}, seen through references. */
  boolean nullable(TypeExpr expr) {
    if (expr instanceof TypeExpr.Ref ref) {
      return nullable(definition(ref.name()));
    }
    if (expr instanceof TypeExpr.Choice choice) {
      return choice.alternatives().stream().anyMatch(this::nullable);
    }
    return expr.equals(NULL);
  }

  void addEvent(Description.Event event) {
    String name = Names.type(event.type()) + "Event";
    String dataName = name + "Data";
    TypeExpr data = resolved(event.data());
    TypeExpr.Shape shape =
        data instanceof TypeExpr.Shape known ? known : new TypeExpr.Shape(List.of());
    RecordType dataRecord = record(dataName, shape, name + "." + dataName);
    add(new EventType(name, event.type(), event.ephemeral(), dataRecord));
  }

  String key(String name) {
    return (packageName.equals(RPC) ? "rpc." : "events.") + name;
  }

  String javaName(String typeName) {
    return overlay.renamed().getOrDefault(key(typeName), typeName);
  }

  /** The published API repeats an object that may be null at every place that refers to it. */
  private JavaType reference(String typeName, NestedTypes owner, String nestedName) {
    if (definition(typeName) instanceof TypeExpr.Choice choice) {
      List<TypeExpr> real = withoutNull(choice);
      if (real.size() == 1 && real.get(0) instanceof TypeExpr.Shape shape) {
        return nested(shape, owner, nestedName);
      }
    }
    return typeName.equals("SessionEvent")
        ? new Named(EVENTS, typeName, Kind.CLASS)
        : named(typeName);
  }

  private JavaType named(String typeName) {
    TypeExpr expr = resolved(definition(typeName));
    String name = javaName(typeName);
    if (expr instanceof TypeExpr.Enumeration values) {
      declarations.computeIfAbsent(name, n -> new EnumType(n, values.values()));
      return new Named(packageName, name, Kind.ENUM);
    }
    Optional<TypeExpr.Shape> shape = shape(expr);
    if (shape.isEmpty()) {
      return type(expr, new NestedTypes(name, name), name);
    }
    if (!declares(name)) {
      add(new RecordType(name, List.of(), 0, List.of())); // ends recursion; replaced right below
      add(record(name, shape.get(), name));
    }
    return new Named(packageName, name, Kind.RECORD);
  }

  /** A named free-form object is an empty record in the published API. */
  private static Optional<TypeExpr.Shape> shape(TypeExpr expr) {
    if (expr instanceof TypeExpr.Shape shape) {
      return Optional.of(shape);
    }
    boolean freeForm =
        expr instanceof TypeExpr.MapOf map && map.value().equals(new TypeExpr.Scalar("any"));
    return freeForm ? Optional.of(new TypeExpr.Shape(List.of())) : Optional.empty();
  }

  private JavaType nested(TypeExpr expr, NestedTypes owner, String name) {
    String path = owner.path() + "." + name;
    if (expr instanceof TypeExpr.Enumeration values) {
      owner.add(new EnumType(name, values.values()));
      return new Named(packageName, path, Kind.ENUM);
    }
    owner.add(record(name, (TypeExpr.Shape) expr, path));
    return new Named(packageName, path, Kind.RECORD);
  }

  private TypeExpr definition(String name) {
    TypeExpr expr = overlay.types().getOrDefault(key(name), description.types().get(name));
    if (expr == null) {
      throw new IllegalArgumentException("The description refers to an unknown type: " + name);
    }
    return expr;
  }

  private static List<TypeExpr> withoutNull(TypeExpr.Choice choice) {
    return choice.alternatives().stream().filter(a -> !a.equals(NULL)).toList();
  }

  private static JavaType scalar(String name) {
    if (name.startsWith("events.")) { // the overlay refers to the other package
      return new Named(EVENTS, name.substring("events.".length()), Kind.RECORD);
    }
    return switch (name) {
      case "string" -> Basic.STRING;
      case "uuid" -> Basic.UUID;
      case "date-time" -> Basic.TIMESTAMP;
      case "integer" -> Basic.LONG;
      case "number" -> Basic.DOUBLE;
      case "boolean", "true", "false" -> Basic.BOOLEAN;
      case "any", "null", "undefined" -> Basic.OBJECT;
      default -> throw new IllegalArgumentException("Unknown scalar in the description: " + name);
    };
  }
}
