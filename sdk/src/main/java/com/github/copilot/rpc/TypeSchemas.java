package com.github.copilot.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.tool.Param;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** JSON schemas of Java types: scalars, enums, collections, maps and records. */
final class TypeSchemas {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Class<?>> INTEGERS =
      Set.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          BigInteger.class);
  private static final Set<Class<?>> NUMBERS =
      Set.of(float.class, double.class, Float.class, Double.class, BigDecimal.class, Number.class);

  private static final Map<Class<?>, String> FORMATS =
      Map.of(
          UUID.class, "uuid",
          OffsetDateTime.class, "date-time",
          ZonedDateTime.class, "date-time",
          LocalDateTime.class, "date-time",
          Instant.class, "date-time",
          LocalDate.class, "date",
          LocalTime.class, "time");

  private TypeSchemas() {}

  static Map<String, Object> of(Param<?> param) {
    Map<String, Object> schema =
        param.schema().isEmpty() ? of(param.type(), Set.of()) : parse(param.schema());
    schema.putIfAbsent("description", param.description());
    if (param.hasDefaultValue()) {
      schema.put("default", typed(param));
    }
    return schema;
  }

  private static Object typed(Param<?> param) {
    Class<?> type = param.type();
    boolean scalar =
        INTEGERS.contains(type)
            || NUMBERS.contains(type)
            || type == boolean.class
            || type == Boolean.class;
    return scalar
        ? parseValue(param.defaultValue().toLowerCase(Locale.ROOT))
        : param.defaultValue();
  }

  private static Object parseValue(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  private static Map<String, Object> parse(String schema) {
    try {
      return JSON.readValue(schema, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("schema must be a JSON object: " + schema, e);
    }
  }

  private static Map<String, Object> of(Type type, Set<Class<?>> open) {
    if (type instanceof Class<?> raw) {
      return ofClass(raw, open);
    }
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic, open);
    }
    if (type instanceof GenericArrayType array) {
      return array(of(array.getGenericComponentType(), open));
    }
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0], open);
    }
    return new LinkedHashMap<>();
  }

  private static Map<String, Object> ofGeneric(ParameterizedType generic, Set<Class<?>> open) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    if (Collection.class.isAssignableFrom(raw)) {
      return array(of(arguments[0], open));
    }
    if (Map.class.isAssignableFrom(raw)) {
      Map<String, Object> schema = simple("object");
      Map<String, Object> values = of(arguments[arguments.length - 1], open);
      if (!values.isEmpty()) {
        schema.put("additionalProperties", values);
      }
      return schema;
    }
    return ofClass(raw, open);
  }

  private static Map<String, Object> ofClass(Class<?> type, Set<Class<?>> open) {
    if (INTEGERS.contains(type)) {
      return simple("integer");
    }
    if (NUMBERS.contains(type)) {
      return simple("number");
    }
    if (type == boolean.class || type == Boolean.class) {
      return simple("boolean");
    }
    if (type.isEnum()) {
      Map<String, Object> schema = simple("string");
      schema.put("enum", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
      return schema;
    }
    if (type.isArray()) {
      return array(of(type.getComponentType(), open));
    }
    if (type.isRecord() && !open.contains(type)) {
      return ofRecord(type, open);
    }
    return other(type);
  }

  private static Map<String, Object> other(Class<?> type) {
    String format = FORMATS.get(type);
    if (format != null) {
      Map<String, Object> schema = simple("string");
      schema.put("format", format);
      return schema;
    }
    if (CharSequence.class.isAssignableFrom(type)
        || type == Character.class
        || type == char.class
        || Temporal.class.isAssignableFrom(type)) {
      return simple("string");
    }
    if (Collection.class.isAssignableFrom(type)) {
      return simple("array");
    }
    boolean any = type == Object.class || JsonNode.class.isAssignableFrom(type);
    return any ? new LinkedHashMap<>() : simple("object");
  }

  /** A record inside itself ends as a plain object: schemas here have no references. */
  private static Map<String, Object> ofRecord(Class<?> type, Set<Class<?>> open) {
    Set<Class<?>> inside = new HashSet<>(open);
    inside.add(type);
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(component.getName(), of(component.getGenericType(), inside));
      required.add(component.getName());
    }
    Map<String, Object> schema = simple("object");
    schema.put("properties", properties);
    schema.put("required", required);
    return schema;
  }

  private static Map<String, Object> array(Map<String, Object> items) {
    Map<String, Object> schema = simple("array");
    schema.put("items", items);
    return schema;
  }

  private static Map<String, Object> simple(String type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    return schema;
  }
}
