package dev.latchkey.codegen;

import java.util.List;

/** A type of the protocol description, as written there; knows nothing of Java. */
sealed interface TypeExpr {

  /** {@code string}, {@code uuid}, {@code integer}, {@code any}, {@code null} and the like. */
  record Scalar(String name) implements TypeExpr {}

  /** A reference to a named type. */
  record Ref(String name) implements TypeExpr {}

  record ListOf(TypeExpr element) implements TypeExpr {}

  record MapOf(TypeExpr value) implements TypeExpr {}

  /** One of several alternatives, {@code null} and {@code undefined} included. */
  record Choice(List<TypeExpr> alternatives) implements TypeExpr {}

  /** A fixed set of strings. */
  record Enumeration(List<String> values) implements TypeExpr {}

  /** A constant string. */
  record Literal(String value) implements TypeExpr {}

  /** An object with named fields. */
  record Shape(List<Field> fields) implements TypeExpr {}

  /** One field of a {@link Shape}. */
  record Field(String name, boolean required, TypeExpr type) {}
}
