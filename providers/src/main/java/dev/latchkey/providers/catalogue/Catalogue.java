package dev.latchkey.providers.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is publicly known of well-known models, by id: the one table of what models can do. It is
 * read when first needed, knows only what is certain, and never says that a model does not exist.
 * Vendor prefixes, dates and tags of an id do not matter.
 */
public final class Catalogue {
  private static final int REMEMBERED = 256;

  private final Map<String, ModelFacts> byId = new HashMap<>();
  private final List<Family> families = new ArrayList<>();
  private final Map<String, ModelFacts> found = new LinkedHashMap<>(16, 0.75f, true);

  /** Models whose ids look alike. */
  private record Family(Pattern ids, ModelFacts facts) {}

  private static final class Loaded {
    private static final Catalogue TABLE = new Catalogue();

    private Loaded() {}
  }

  private Catalogue() {
    try (InputStream in = Catalogue.class.getResourceAsStream("models.json")) {
      if (in == null) {
        throw new IllegalStateException("The table of models is missing from this build");
      }
      for (JsonNode entry : new JsonMapper().readTree(in).path("models")) {
        ModelFacts facts = CatalogueEntry.read(entry);
        entry.path("ids").forEach(id -> byId.put(id.textValue(), facts));
        if (entry.has("match")) {
          families.add(new Family(Pattern.compile(entry.path("match").textValue()), facts));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is known of a model of this id; {@link ModelFacts#UNKNOWN} when it is not there. */
  public static ModelFacts of(String id) {
    return Loaded.TABLE.remembered(id);
  }

  private ModelFacts remembered(String id) {
    synchronized (found) {
      ModelFacts known = found.get(id);
      if (known == null) {
        known = find(id);
        found.put(id, known);
        if (found.size() > REMEMBERED) {
          found.remove(found.keySet().iterator().next());
        }
      }
      return known;
    }
  }

  private ModelFacts find(String id) {
    List<String> names = ModelNames.of(id);
    for (String name : names) {
      ModelFacts exact = byId.get(name);
      if (exact != null) {
        return exact;
      }
    }
    for (Family family : families) {
      if (names.stream().anyMatch(name -> family.ids().matcher(name).matches())) {
        return family.facts();
      }
    }
    return ModelFacts.UNKNOWN;
  }
}
