package dev.latchkey.conformance.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.simulator.script.Script;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No page shows what was not tried: every fenced block is read, compiled or run, by its language. A
 * block in another language fails here until somebody shows it too.
 */
class PagesTest {
  /** Languages, and who shows their blocks. The nameless are drawings and what programs print. */
  private static final Map<String, String> SHOWN =
      Map.of(
          "json", "everyJsonBlockIsJson; those of providers.md: ProviderExamplesTest",
          "yaml", "everyScriptIsRead and PagesIT",
          "java", "everyJavaBlockCompiles; that of the README: ExamplesIT",
          "sh", "PagesIT",
          "", "drawings");

  private static final Set<String> RUN_ELSEWHERE = Set.of("README.md");

  static Stream<Block> json() throws IOException {
    return Block.all().stream().filter(block -> block.is("json"));
  }

  static Stream<Block> scripts() throws IOException {
    return Block.all().stream().filter(block -> block.is("yaml") && isScript(block));
  }

  static Stream<Block> java() throws IOException {
    return Block.all().stream()
        .filter(block -> block.is("java") && !RUN_ELSEWHERE.contains(block.page()));
  }

  /** The simulator's; all other YAML configures the command and the server. */
  static boolean isScript(Block block) {
    return block.page().startsWith("simulator/") || block.page().equals("docs/simulator.md");
  }

  @Test
  void everyBlockIsShownBySomebody() throws IOException {
    assertThat(Block.all())
        .hasSizeGreaterThan(15)
        .filteredOn(block -> !SHOWN.containsKey(block.language()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("json")
  void everyJsonBlockIsJson(Block block) throws IOException {
    JsonNode tree = new JsonMapper().readTree(block.text());
    assertThat(tree.isContainerNode()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyScriptIsRead(Block block) {
    assertThat(Script.parse(block.text())).isNotEqualTo(Script.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("java")
  void everyJavaBlockCompiles(Block block) {
    DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of("-proc:none", "-implicit:none", "-d", System.getProperty("java.io.tmpdir"));
    boolean compiled =
        compiler.getTask(null, null, complaints, options, null, List.of(source(block))).call();
    assertThat(compiled).as(complaints.getDiagnostics().toString()).isTrue();
  }

  private static JavaFileObject source(Block block) {
    boolean whole = Pattern.compile("(?m)^(public )?(final )?class ").matcher(block.text()).find();
    String program = whole ? block.text() : wrapped(block.text());
    return new SimpleJavaFileObject(
        URI.create("string:///Shown.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return program;
      }
    };
  }

  private static String wrapped(String statements) {
    return """
    import static org.assertj.core.api.Assertions.*;
    import com.github.copilot.*;
    import com.github.copilot.rpc.*;
    import dev.latchkey.simulator.*;
    import dev.latchkey.simulator.script.*;
    import java.time.*;
    import java.util.*;
    class Shown {
      void shown() throws Exception {
    %s
      }
    }
    """
        .formatted(statements);
  }
}
