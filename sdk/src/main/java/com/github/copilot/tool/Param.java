package com.github.copilot.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.CopilotExperimental;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a tool made from a lambda. Immutable; the methods that take a value return a copy.
 *
 * @param <T> type of the argument
 */
@CopilotExperimental
public final class Param<T> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Class<T> type;
  private final String name;
  private final String description;
  private final boolean required;
  private final String defaultValue;
  private final String schema;

  private Param(Class<T> type, String name, String description, boolean required, Texts texts) {
    this.type = Objects.requireNonNull(type, "type");
    this.name = name;
    this.description = description;
    this.required = required;
    this.defaultValue = texts.defaultValue;
    this.schema = texts.schema;
    check();
  }

  private record Texts(String defaultValue, String schema) {}

  private void check() {
    refuseIf(name == null || name.isBlank(), "name must not be blank");
    refuseIf(
        description == null || description.isBlank(),
        "description of " + name + " must not be blank");
    refuseIf(
        required && hasDefaultValue(), name + " has required=true, so it must not have a default");
    refuseIf(!schema.isEmpty() && hasDefaultValue(), name + " has a schema: put the default there");
    if (!schema.isEmpty()) {
      refuseIf(!isObject(schema), "schema of " + name + " must be a JSON object");
    }
    if (hasDefaultValue()) {
      refuseIf(
          !DefaultValues.fits(type, defaultValue),
          "default of " + name + " is no " + type.getSimpleName() + ": " + defaultValue);
    }
  }

  private static boolean isObject(String schema) {
    try {
      JsonNode node = JSON.readTree(schema);
      return node != null && node.isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Returns a required parameter. */
  public static <T> Param<T> of(Class<T> type, String name, String description) {
    return new Param<>(type, name, description, true, new Texts("", ""));
  }

  /** Returns a parameter; a null default is none. */
  public static <T> Param<T> of(
      Class<T> type,
      String name,
      String description,
      boolean required,
      @Nullable String defaultValue) {
    Texts texts = new Texts(defaultValue == null ? "" : defaultValue, "");
    return new Param<>(type, name, description, required, texts);
  }

  /** Returns a copy with another name. */
  public Param<T> name(String value) {
    return new Param<>(type, value, description, required, texts());
  }

  /** Returns a copy with another description. */
  public Param<T> description(String value) {
    return new Param<>(type, name, value, required, texts());
  }

  /** Returns a copy that is required or not. */
  public Param<T> required(boolean value) {
    return new Param<>(type, name, description, value, texts());
  }

  /** Returns an optional copy with a default. */
  public Param<T> defaultValue(String value) {
    return new Param<>(type, name, description, false, new Texts(value, schema));
  }

  /** Returns a copy with a JSON schema of its own. */
  public Param<T> schema(String value) {
    return new Param<>(type, name, description, required, new Texts(defaultValue, value));
  }

  private Texts texts() {
    return new Texts(defaultValue, schema);
  }

  /** Returns the type of the argument. */
  public Class<T> type() {
    return type;
  }

  /** Returns the name of the argument. */
  public String name() {
    return name;
  }

  /** Returns what the argument means. */
  public String description() {
    return description;
  }

  /** Returns whether the model must give the argument. */
  public boolean required() {
    return required;
  }

  /** Returns the default as text; empty for none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** Returns whether there is a default. */
  public boolean hasDefaultValue() {
    return !defaultValue.isEmpty();
  }

  /** Returns the JSON schema of its own; empty for none. */
  public String schema() {
    return schema;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Param<?> p
        && p.type.equals(type)
        && p.name.equals(name)
        && p.description.equals(description)
        && p.required == required
        && p.defaultValue.equals(defaultValue)
        && p.schema.equals(schema);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, name, description, required, defaultValue, schema);
  }

  @Override
  public String toString() {
    return "Param[" + type.getSimpleName() + " " + name + (required ? "" : ", optional") + "]";
  }
}
