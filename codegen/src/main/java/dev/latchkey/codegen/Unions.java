package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.Component;
import dev.latchkey.codegen.Declaration.UnionType;
import dev.latchkey.codegen.Declaration.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Declares unions that stand for whole parameters or results. Unions in fields are plain {@code
 * Object}s in the published API.
 */
final class Unions {
  private final PackageModel model;

  Unions(PackageModel model) {
    this.model = model;
  }

  /** Declares the union {@code name} if a constant field tells its variants apart. */
  boolean declare(String name, TypeExpr.Choice choice) {
    Optional<String> discriminator = discriminator(choice);
    if (discriminator.isEmpty()) {
      return false;
    }
    List<Variant> variants = new ArrayList<>();
    for (TypeExpr alternative : choice.alternatives()) {
      Variant variant = variant(name, discriminator.get(), alternative);
      if (!model.declares(variant.name())) { // a variant belongs to the first union that has it
        model.add(variant);
        variants.add(variant);
      }
    }
    model.add(new UnionType(name, discriminator.get(), List.copyOf(variants)));
    return true;
  }

  private Optional<String> discriminator(TypeExpr.Choice choice) {
    List<TypeExpr> shapes = choice.alternatives().stream().map(model::resolved).toList();
    if (!shapes.stream().allMatch(TypeExpr.Shape.class::isInstance)) {
      return Optional.empty();
    }
    return ((TypeExpr.Shape) shapes.get(0))
        .fields().stream()
            .map(TypeExpr.Field::name)
            .filter(name -> shapes.stream().allMatch(s -> constant(s, name).isPresent()))
            .findFirst();
  }

  private Variant variant(String union, String discriminator, TypeExpr alternative) {
    TypeExpr.Shape shape = (TypeExpr.Shape) model.resolved(alternative);
    String value = constant(shape, discriminator).orElseThrow();
    String name =
        alternative instanceof TypeExpr.Ref ref
            ? model.javaName(ref.name())
            : union + Names.type(value);
    NestedTypes nested = new NestedTypes(name, name);
    List<Component> components =
        shape.fields().stream()
            .filter(field -> !field.name().equals(discriminator))
            .map(field -> model.component(field, model.key(name), nested))
            .toList();
    return new Variant(name, union, discriminator, value, components);
  }

  private static Optional<String> constant(TypeExpr shape, String field) {
    return ((TypeExpr.Shape) shape)
        .fields().stream()
            .filter(f -> f.name().equals(field) && f.type() instanceof TypeExpr.Literal)
            .map(f -> ((TypeExpr.Literal) f.type()).value())
            .findFirst();
  }
}
