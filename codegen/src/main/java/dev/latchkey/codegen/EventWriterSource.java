package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.Component;
import dev.latchkey.codegen.Declaration.EventType;
import dev.latchkey.codegen.Declaration.RecordType;
import dev.latchkey.codegen.JavaType.Basic;
import dev.latchkey.codegen.JavaType.ListType;
import dev.latchkey.codegen.JavaType.MapType;
import dev.latchkey.codegen.JavaType.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the streaming writers of events: one small class per record, so that only those in use are
 * loaded, and the dispatcher over the event types.
 */
final class EventWriterSource {
  static final String PACKAGE = "dev.latchkey.protocol.events";
  private static final String GENERATOR = "com.fasterxml.jackson.core.JsonGenerator";

  private final List<EventType> events;
  private final Map<String, RecordType> records = new LinkedHashMap<>();

  EventWriterSource(PackageModel model, List<EventType> events) {
    this.events = events;
    model.declarations().values().forEach(d -> collect(d, ""));
  }

  private void collect(Declaration declaration, String outer) {
    if (declaration instanceof EventType event) {
      collect(event.data(), event.name() + ".");
    } else if (declaration instanceof RecordType record) {
      String path = outer + record.name();
      records.put(path, record);
      record.nested().forEach(nested -> collect(nested, path + "."));
    }
  }

  /** The sources by class name. */
  Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("EventDataWriter", dispatcher());
    records.forEach((path, record) -> sources.put(writer(path), recordWriter(path, record)));
    return sources;
  }

  private static String writer(String path) {
    return path.substring(path.lastIndexOf('.') + 1) + "Writer";
  }

  private String dispatcher() {
    SourceText out = SourceText.file(PACKAGE);
    out.line("import " + PackageModel.EVENTS + ".*;").line("");
    out.line("/** Writes the data of an event, when it has any, chosen by its type string. */");
    out.line("final class EventDataWriter {");
    out.line("private static final com.fasterxml.jackson.core.SerializableString DATA =");
    out.line("    new com.fasterxml.jackson.core.io.SerializedString(\"data\");");
    out.line("private EventDataWriter() {}");
    out.line("static void write(" + GENERATOR + " out, SessionEvent event)");
    out.line("    throws java.io.IOException {");
    out.line("if (event instanceof UnknownSessionEvent unknown) {");
    out.line("if (unknown.getData() != null) {").line("out.writeFieldName(DATA);");
    out.line("JsonValues.write(out, unknown.getData());").line("}").line("return;").line("}");
    out.line("switch (event.getType()) {");
    for (EventType event : events) {
      out.line("case \"" + event.type() + "\" -> {");
      out.line("var data = ((" + event.name() + ") event).getData();");
      out.line("if (data != null) {").line("out.writeFieldName(DATA);");
      out.line(writer(event.data().name()) + ".write(out, data);").line("}").line("}");
    }
    out.line(
        "default -> throw new IllegalArgumentException(\"Not an event: \" + event.getType());");
    out.line("}").line("}").line("}");
    return out.toString();
  }

  private String recordWriter(String path, RecordType record) {
    SourceText out = SourceText.file(PACKAGE);
    String type = PackageModel.EVENTS + "." + path;
    out.line("/** Writes {@code " + record.name() + "}. */");
    out.line("final class " + writer(path) + " {");
    List<Component> components = record.components();
    for (int i = 0; i < components.size(); i++) {
      out.line("private static final com.fasterxml.jackson.core.SerializableString F" + i + " =");
      String name = "\"" + components.get(i).wireName() + "\"";
      out.line("    new com.fasterxml.jackson.core.io.SerializedString(" + name + ");");
    }
    out.line("private " + writer(path) + "() {}");
    out.line("static void write(" + GENERATOR + " out, " + type + " value)");
    out.line("    throws java.io.IOException {");
    out.line("if (value == null) {").line("out.writeNull();").line("return;").line("}");
    out.line("out.writeStartObject();");
    for (int i = 0; i < components.size(); i++) {
      field(components.get(i), "F" + i, i, out);
    }
    out.line("out.writeEndObject();").line("}").line("}");
    return out.toString();
  }

  private void field(Component component, String field, int index, SourceText out) {
    String local = "v" + index;
    String type = component.type().source("");
    out.line(type + " " + local + " = value." + component.name() + "();");
    if (component.keepsNull()) {
      out.line("out.writeFieldName(" + field + ");");
      value(component.type(), local, 0, out);
      return;
    }
    out.line("if (" + local + " != null) {");
    out.line("out.writeFieldName(" + field + ");");
    value(component.type(), local, 0, out);
    out.line("}");
  }

  private void value(JavaType type, String value, int depth, SourceText out) {
    if (type instanceof ListType list) {
      String element = "e" + depth;
      out.line("if (" + value + " == null) {").line("out.writeNull();").line("} else {");
      out.line("out.writeStartArray();");
      String elementType = list.element().source("");
      out.line("for (" + elementType + " " + element + " : " + value + ") {");
      value(list.element(), element, depth + 1, out);
      out.line("}").line("out.writeEndArray();").line("}");
    } else if (type instanceof MapType map) {
      String entry = "e" + depth;
      out.line("if (" + value + " == null) {").line("out.writeNull();").line("} else {");
      out.line("out.writeStartObject();");
      String entryType = "java.util.Map.Entry<String, " + map.value().source("") + ">";
      out.line("for (" + entryType + " " + entry + " : " + value + ".entrySet()) {");
      out.line("out.writeFieldName(" + entry + ".getKey());");
      String local = "m" + depth;
      out.line(map.value().source("") + " " + local + " = " + entry + ".getValue();");
      value(map.value(), local, depth + 1, out);
      out.line("}").line("out.writeEndObject();").line("}");
    } else {
      out.line(scalar(type, value));
    }
  }

  private String scalar(JavaType type, String value) {
    if (type instanceof Named named) {
      return named.kind() == JavaType.Kind.ENUM
          ? "JsonValues.write(out, " + value + " == null ? null : " + value + ".getValue());"
          : writer(named.path()) + ".write(out, " + value + ");";
    }
    return type == Basic.STRING
        ? "out.writeString(" + value + ");"
        : "JsonValues.write(out, " + value + ");";
  }
}
