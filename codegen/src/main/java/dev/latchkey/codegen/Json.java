package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.Component;
import dev.latchkey.codegen.JavaType.Basic;

/** The Jackson annotations of the generated types. */
final class Json {
  static final String NON_NULL = "com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL";
  static final String ALWAYS = "com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS";

  private static final String TIMESTAMP =
      "@com.fasterxml.jackson.databind.annotation.JsonSerialize("
          + "using = dev.latchkey.protocol.events.Timestamps.Serializer.class) "
          + "@com.fasterxml.jackson.databind.annotation.JsonDeserialize("
          + "using = dev.latchkey.protocol.events.Timestamps.Deserializer.class) ";

  private Json() {}

  /** The annotations that bind {@code component} to its JSON field, with a trailing space. */
  static String property(Component component) {
    String property =
        "@com.fasterxml.jackson.annotation.JsonProperty(\"" + component.wireName() + "\") ";
    return component.type() == Basic.TIMESTAMP ? TIMESTAMP + property : property;
  }

  static String timestamp() {
    return TIMESTAMP.strip();
  }
}
