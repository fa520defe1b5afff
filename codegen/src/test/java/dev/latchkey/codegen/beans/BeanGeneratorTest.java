package dev.latchkey.codegen.beans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeanGeneratorTest {

  private static Map<String, String> generate(String description) {
    return BeanGenerator.sources(Description.parse(description.lines().toList()), "p.q");
  }

  @Test
  void readsProperties() {
    Description description =
        Description.parse(
            List.of(
                "use a.b.Thing",
                "# a remark",
                "bean Box final void",
                "  \" A box.",
                "  things=items: List<Thing>/List<? extends Thing> experimental = null -- the things",
                "  sizeLimit: Integer? no-clear"));
    assertThat(description)
        .isEqualTo(
            new Description(
                Map.of("Thing", "a.b.Thing"),
                List.of(
                    new Definition.Bean(
                        "Box",
                        "A box.",
                        Set.of("final", "void"),
                        List.of(
                            new Property(
                                "things",
                                "items",
                                "List<Thing>",
                                "List<? extends Thing>",
                                false,
                                "null",
                                Set.of("experimental"),
                                "the things"),
                            new Property(
                                "sizeLimit",
                                "sizeLimit",
                                "Integer",
                                "int",
                                true,
                                null,
                                Set.of("no-clear"),
                                "the size limit"))))));
  }

  @Test
  void writesOptionalProperties() {
    assertThat(generate("bean Box\n  \" A box.\n  size: Integer?").get("Box"))
        .contains(
            "import java.util.OptionalInt;",
            "  @JsonProperty(\"size\")\n  private Integer size;",
            "public OptionalInt getSize()",
            "public Box setSize(int size)",
            "public Box clearSize()");
  }

  @Test
  void writesNestedTypesIntoTheirOwner() {
    Map<String, String> sources =
        generate("bean A\n  \" An a.\n  b: A.B\n\nbean A.B\n  \" A b.\n  c: String");
    assertThat(sources).containsOnlyKeys("A");
    assertThat(sources.get("A")).contains("public static class B {", "public B setC(String c)");
  }

  @Test
  void writesSmallTypes() {
    Map<String, String> sources =
        generate(
            """
            enum Colour from
              " A colour.
              RED = red

            handler Painter
              " Paints.
              paint(Colour,PaintContext): String

            record Spot
              " A spot.
              x: int -- how far right
            """);
    assertThat(sources.get("Colour"))
        .contains("RED(\"red\");", "public static Colour fromValue(String value)");
    assertThat(sources.get("Painter"))
        .contains("String paint(Colour input, PaintContext context);");
    assertThat(sources.get("Spot"))
        .contains("public record Spot(", "@JsonProperty(\"x\") int x", "@param x how far right");
  }

  @Test
  void namesTheLineThatItCannotRead() {
    Map<String, String> wrong =
        Map.of(
            "bean Box", "bean Box",
            "cube Box\n  \" d", "cube Box",
            "bean B\n  \" d\n  a b", "a b",
            "bean B\n  \" d\n  a: int odd", "a: int odd");
    wrong.forEach((text, line) ->
        assertThatThrownBy(() -> generate(text))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(line));
  }

  @Test
  void leavesUnchangedFilesAlone(@TempDir Path folder) throws Exception {
    Path description = Files.writeString(folder.resolve("d.txt"), "enum E\n  \" An e.\n  A");
    String[] args = {description.toString(), "p.q", folder.toString()};
    BeanGenerator.main(args);
    Path written = folder.resolve("p/q/E.java");
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(written, longAgo);
    BeanGenerator.main(args);
    assertThat(Files.getLastModifiedTime(written)).isEqualTo(longAgo);
  }
}
