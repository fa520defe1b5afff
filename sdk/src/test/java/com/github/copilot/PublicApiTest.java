package com.github.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public surface is exactly the one that programs were written against. */
class PublicApiTest {

  /** Needed by every annotation processor on a newer compiler. */
  private static final String PROCESSOR_VERSION =
      "public javax.lang.model.SourceVersion getSupportedSourceVersion()";

  @Test
  void everyListedMemberExists() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Set<String>> type : ApiListing.read().entrySet()) {
      Set<String> absent = new TreeSet<>(type.getValue());
      absent.removeAll(ApiListing.of(Class.forName(type.getKey())));
      absent.forEach(member -> missing.add(type.getKey() + ": " + member));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void nothingElseIsPublic() throws Exception {
    Map<String, Set<String>> listing = ApiListing.read();
    List<String> surplus = new ArrayList<>();
    for (String name : ownPublicTypes()) {
      Set<String> members = new TreeSet<>(ApiListing.of(Class.forName(name)));
      members.removeAll(listing.getOrDefault(name, Set.of("")));
      members.remove(PROCESSOR_VERSION);
      members.forEach(member -> surplus.add(name + ": " + member));
    }
    assertThat(surplus).isEmpty();
    assertThat(ownPublicTypes()).isSubsetOf(listing.keySet()).hasSize(listing.size());
  }

  private static Set<String> ownPublicTypes()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root =
        Path.of(CopilotClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> types = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve("com/github/copilot"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace(".class", "").replace('/', '.');
        if (!name.endsWith("package-info") && isPublic(Class.forName(name))) {
          types.add(name);
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    boolean visible = Modifier.isPublic(type.getModifiers());
    Class<?> outer = type.getEnclosingClass();
    return visible && !type.isAnonymousClass() && (outer == null || isPublic(outer));
  }
}
