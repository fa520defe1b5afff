package dev.latchkey.runtime.engine;

import dev.latchkey.providers.ToolSpec;
import dev.latchkey.runtime.ToolFilter;
import dev.latchkey.runtime.tool.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tools of a session: built-in ones first, then those of its clients in the order they came. A
 * client's tool hides a built-in one of the same name.
 */
final class ToolSet {
  private record Owned(Object owner, Tool tool) {}

  private final Map<String, Tool> builtIn = new LinkedHashMap<>();
  private final Map<String, Owned> ofClients = new LinkedHashMap<>();
  private final Set<String> withdrawn = new LinkedHashSet<>();
  private ToolFilter filter;
  private List<Tool> offered = List.of();
  private List<ToolSpec> specs = List.of();

  ToolSet(List<Tool> builtInTools, ToolFilter filter) {
    builtInTools.forEach(tool -> builtIn.put(tool.spec().name(), tool));
    this.filter = filter;
    refresh();
  }

  synchronized void filter(ToolFilter newFilter) {
    filter = newFilter;
    refresh();
  }

  /** Adds tools; one of the same name is replaced and moves to the end. */
  synchronized void add(Object owner, List<? extends Tool> tools) {
    for (Tool tool : tools) {
      String name = tool.spec().name();
      ofClients.remove(name);
      ofClients.put(name, new Owned(owner, tool));
      withdrawn.remove(name);
    }
    refresh();
  }

  synchronized void remove(Object owner) {
    ofClients
        .entrySet()
        .removeIf(entry -> {
          boolean gone = entry.getValue().owner().equals(owner);
          return gone && withdrawn.add(entry.getKey());
        });
    refresh();
  }

  /** Names withdrawn since this was last asked, for a notice to the model. */
  synchronized List<String> takeWithdrawn() {
    List<String> names = List.copyOf(withdrawn);
    withdrawn.clear();
    return names;
  }

  /** What the model is offered; the same list until something changes. */
  synchronized List<ToolSpec> specs() {
    return specs;
  }

  synchronized List<String> names() {
    return specs.stream().map(ToolSpec::name).toList();
  }

  /** The offered tool of this name. */
  synchronized Optional<Tool> find(String name) {
    return offered.stream().filter(tool -> tool.spec().name().equals(name)).findFirst();
  }

  private void refresh() {
    List<Tool> all = new ArrayList<>();
    builtIn.forEach((name, tool) -> {
      if (!ofClients.containsKey(name)) {
        all.add(tool);
      }
    });
    ofClients.values().forEach(owned -> all.add(owned.tool()));
    offered =
        all.stream()
            .filter(tool -> filter.allows(tool.origin().filterName(), tool.spec().name()))
            .toList();
    specs = offered.stream().map(Tool::spec).toList();
  }
}
