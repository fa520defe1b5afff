package dev.latchkey.conformance.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every demand has a test that carries its number, and the page of demands names it. */
class DemandsTest {
  private static final Pattern DISPLAYED = Pattern.compile("@DisplayName\\(\\s*\"([^\":]+): ");
  private static final Pattern ID = Pattern.compile("[A-G]\\d|weak \\d+");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (" + ID + ") \\| [^|]+ \\| (.*) \\|$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)`");
  private static final List<String> ASKED =
      List.of(
          "A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4", "B5", "C1", "C2", "C3", "C5", "C6", "C7",
          "D4", "D5", "D6", "F1", "F2", "F3");
  private static final int WEAK_POINTS = 25;

  /** Classes by the numbers in their display names. */
  private static final Map<String, Set<String>> CARRIED = new TreeMap<>();

  /** What the page says of each number. */
  private static final Map<String, String> PAGE = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    for (Path source : sources()) {
      String name = source.getFileName().toString().replace(".java", "");
      DISPLAYED.matcher(Files.readString(source)).results().forEach(found -> carry(name, found));
    }
    ROW.matcher(Files.readString(Block.ROOT.resolve("docs/demands.md")))
        .results()
        .forEach(row -> PAGE.put(row.group(1), row.group(2)));
  }

  private static void carry(String name, MatchResult displayed) {
    for (String id : displayed.group(1).split(", ", -1)) {
      if (ID.matcher(id).matches()) {
        CARRIED.computeIfAbsent(id, _ -> new TreeSet<>()).add(name);
      }
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(Block.ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(DemandsTest::files)
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> demands() {
    return Stream.concat(
        ASKED.stream(), IntStream.rangeClosed(1, WEAK_POINTS).mapToObj(n -> "weak " + n));
  }

  private static boolean isLater(String id) {
    return PAGE.getOrDefault(id, "").startsWith("later: ");
  }

  @Test
  void everyDemandIsOnThePage() {
    assertThat(demands()).allMatch(PAGE::containsKey);
    assertThat(PAGE.keySet()).containsAll(CARRIED.keySet());
  }

  @Test
  void everyDemandHasATest() {
    assertThat(demands()).filteredOn(id -> !isLater(id)).allMatch(CARRIED::containsKey);
    assertThat(demands()).filteredOn(DemandsTest::isLater).noneMatch(CARRIED::containsKey);
  }

  @Test
  void everyClassOfThePageCarriesItsNumber() {
    assertThat(PAGE)
        .allSatisfy((id, shown) ->
            assertThat(NAMED.matcher(shown).results().map(name -> name.group(1)))
                .isSubsetOf(CARRIED.getOrDefault(id, Set.of())));
  }
}
