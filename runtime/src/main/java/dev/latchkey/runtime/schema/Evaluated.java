package dev.latchkey.runtime.schema;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields and elements of one value that some schema speaks of; the others are unevaluated. */
final class Evaluated {
  private final Set<String> fields = new HashSet<>();
  private final BitSet elements = new BitSet();

  void field(String name) {
    fields.add(name);
  }

  void element(int index) {
    elements.set(index);
  }

  boolean has(String name) {
    return fields.contains(name);
  }

  boolean has(int index) {
    return elements.get(index);
  }

  /** Adds what another schema speaks of; null for one that the value does not fit. */
  void add(@Nullable Evaluated other) {
    if (other != null) {
      fields.addAll(other.fields);
      elements.or(other.elements);
    }
  }
}
