package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.EventType;
import java.util.List;
import java.util.Locale;

/** Writes the table of event types. */
final class EventTypesSource {
  private EventTypesSource() {}

  static String write(List<EventType> events) {
    SourceText out = SourceText.file(EventWriterSource.PACKAGE);
    out.line("/** The type strings of all session events of the public protocol. */");
    out.line("public final class EventTypes {");
    for (EventType event : events) {
      String name = constant(event.type());
      out.line("/** Type of {@link " + PackageModel.EVENTS + "." + event.name() + "}. */");
      out.line("public static final String " + name + " = \"" + event.type() + "\";");
    }
    out.line("private static final java.util.Set<String> ALL =");
    set(events.stream().map(EventType::type).toList(), out);
    out.line("private EventTypes() {}");
    out.line("/** All known types. */");
    out.line("public static java.util.Set<String> all() {").line("return ALL;").line("}");
    out.line("/** Whether events of {@code type} are never stored; unknown types are stored. */");
    out.line("public static boolean isEphemeral(String type) {");
    out.line("return switch (type) {");
    List<String> ephemeral =
        events.stream().filter(EventType::ephemeral).map(EventType::type).toList();
    for (int i = 0; i < ephemeral.size(); i++) {
      String end = i == ephemeral.size() - 1 ? " -> true;" : ",";
      out.line((i == 0 ? "case " : "    ") + "\"" + ephemeral.get(i) + "\"" + end);
    }
    out.line("default -> false;");
    out.line("};").line("}").line("}");
    return out.toString();
  }

  private static void set(List<String> types, SourceText out) {
    out.line("    java.util.Set.of(");
    for (int i = 0; i < types.size(); i++) {
      out.line(constant(types.get(i)) + (i == types.size() - 1 ? "" : ","));
    }
    out.line(");");
  }

  private static String constant(String type) {
    return Names.constant(type.replaceAll("([a-z])([A-Z])", "$1_$2")).toUpperCase(Locale.ROOT);
  }
}
