package dev.latchkey.codegen;

import java.util.List;

/** A Java type to be generated. */
sealed interface Declaration {

  String name();

  /**
   * One component of a record or property of a bean.
   *
   * @param wireName the name in JSON
   * @param keepsNull whether null is written, because the protocol requires the field and allows
   *     null in it
   */
  record Component(String wireName, String name, JavaType type, boolean keepsNull) {}

  /**
   * A record.
   *
   * @param listed how many of the leading components the published API has; a constructor with only
   *     these is kept when there are more
   * @param nested types declared inside
   */
  record RecordType(String name, List<Component> components, int listed, List<Declaration> nested)
      implements Declaration {}

  record EnumType(String name, List<String> values) implements Declaration {}

  /** A session event class; its data record is nested. */
  record EventType(String name, String type, boolean ephemeral, RecordType data)
      implements Declaration {}

  /**
   * The base class of a discriminated union.
   *
   * @param discriminator the JSON field that tells the variants apart
   */
  record UnionType(String name, String discriminator, List<Variant> variants)
      implements Declaration {}

  /** A mutable bean, one variant of a {@link UnionType}. */
  record Variant(
      String name, String base, String discriminator, String value, List<Component> components)
      implements Declaration {}
}
