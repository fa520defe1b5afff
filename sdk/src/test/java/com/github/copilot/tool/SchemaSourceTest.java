package com.github.copilot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.Compilation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source that is written for schemas: a public form, others generate code with it too. */
class SchemaSourceTest {
  private static final String TYPES =
      """
      package sample;
      import java.util.*;
      public class Types {
        enum Unit { C, K }
        record Person(String name, int age, Optional<String> nick) {}
        String text; int number; Double share; boolean flag; char sign; UUID id;
        java.time.OffsetDateTime moment; java.time.LocalDate day;
        String[] array; List<String> list; Map<String, Long> counts; Map<String, Object> any;
        Map<String, List<String>> nested; Optional<String> maybe; OptionalInt some; Object thing;
        Unit unit; Person person;
        void call(String query, int limit) {}
      }
      """;

  private final Map<String, String> sources = new LinkedHashMap<>();
  private @TempDir Path folder;

  @SupportedAnnotationTypes("*")
  private final class Capture extends AbstractProcessor {
    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      SchemaGenerator generator = new SchemaGenerator();
      for (Element root : round.getRootElements()) {
        List<? extends Element> members = root.getEnclosedElements();
        ElementFilter.fieldsIn(members)
            .forEach(field ->
                sources.put(
                    field.getSimpleName().toString(),
                    generator.generateSchemaSource(
                        field.asType(),
                        processingEnv.getTypeUtils(),
                        processingEnv.getElementUtils())));
        for (ExecutableElement method : ElementFilter.methodsIn(members)) {
          sources.put(
              method.getSimpleName().toString(),
              generator.generateParametersSchemaSource(
                  method.getParameters(),
                  processingEnv.getTypeUtils(),
                  processingEnv.getElementUtils()));
        }
      }
      return false;
    }
  }

  private static String of(String type) {
    return "Map.of('type', '" + type + "')";
  }

  private static String with(String type, String more) {
    return "Map.of('type', '" + type + "', " + more + ")";
  }

  private static void put(Map<String, String> all, String source, String... names) {
    for (String name : names) {
      all.put(name, source.replace('\'', '"'));
    }
  }

  @Test
  void everyTypeHasItsForm() throws Exception {
    Compilation compilation = Compilation.of(folder, "sample.Types", TYPES, new Capture());
    assertThat(compilation.errors()).isEmpty();
    Map<String, String> expected = new LinkedHashMap<>();
    put(expected, of("string"), "text", "sign", "maybe");
    put(expected, of("integer"), "number", "some");
    put(expected, of("number"), "share");
    put(expected, of("boolean"), "flag");
    put(expected, of("object"), "any");
    put(expected, "Map.of()", "thing");
    put(expected, with("string", "'format', 'uuid'"), "id");
    put(expected, with("string", "'format', 'date-time'"), "moment");
    put(expected, with("string", "'format', 'date'"), "day");
    put(expected, with("string", "'enum', List.of('C', 'K')"), "unit");
    String strings = with("array", "'items', " + of("string"));
    put(expected, strings, "array", "list");
    put(expected, with("object", "'additionalProperties', " + of("integer")), "counts");
    put(expected, with("object", "'additionalProperties', " + strings), "nested");
    put(
        expected,
        with(
            "object",
            "'properties', Map.ofEntries(Map.entry('name', "
                + of("string")
                + "), Map.entry('age', "
                + of("integer")
                + "), Map.entry('nick', "
                + of("string")
                + ")), 'required', List.of('name', 'age')"),
        "person");
    put(
        expected,
        with(
            "object",
            "'properties', Map.ofEntries(Map.entry('query', "
                + of("string")
                + "), Map.entry('limit', "
                + of("integer")
                + ")), 'required', List.of('query', 'limit')"),
        "call");
    assertThat(sources).containsExactlyInAnyOrderEntriesOf(expected);
  }
}
