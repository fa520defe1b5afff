package dev.latchkey.protocol.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A type of the description, ready for checking. */
sealed interface SchemaType {

  record Scalar(String name) implements SchemaType {}

  record Reference(String name) implements SchemaType {}

  record ListOf(SchemaType element) implements SchemaType {}

  record MapOf(SchemaType value) implements SchemaType {}

  record Choice(List<SchemaType> alternatives) implements SchemaType {}

  /** A fixed set of texts; a constant is a set of one. */
  record OneOf(Set<String> values) implements SchemaType {}

  /**
   * An object.
   *
   * @param further the type of fields that are not named; null where there may be none
   */
  record Shape(Map<String, Field> fields, @Nullable SchemaType further) implements SchemaType {}

  record Field(SchemaType type, boolean required) {}
}
