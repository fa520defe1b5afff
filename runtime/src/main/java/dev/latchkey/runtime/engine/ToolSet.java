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
import org.jspecify.annotations.Nullable;

/**
 * The tools of a session: built-in ones first, then those of its clients in the order they came. A
 * client's tool hides a built-in one of the same name. A sub-agent has a set of its own, which
 * follows the session's.
 */
final class ToolSet {
  private record Owned(Object owner, Tool tool) {}

  private final @Nullable ToolSet session;
  private final Map<String, Owned> ofClients = new LinkedHashMap<>();
  private final Set<String> withdrawn = new LinkedHashSet<>();
  private List<Tool> builtIn = List.of();
  private ToolFilter filter;
  private ToolFilter role = ToolFilter.ALL;
  private List<Tool> allowed = List.of();
  private List<Tool> offered = List.of();
  private List<ToolSpec> specs = List.of();

  ToolSet(ToolFilter filter) {
    this(null, filter);
  }

  private ToolSet(@Nullable ToolSet session, ToolFilter filter) {
    this.session = session;
    this.filter = filter;
    refresh();
  }

  /** The set of a sub-agent that is to work with these. */
  ToolSet forAgent(ToolFilter itsRole, List<Tool> builtInTools) {
    ToolSet set = new ToolSet(this, ToolFilter.ALL);
    set.work(itsRole, builtInTools);
    return set;
  }

  synchronized void filter(ToolFilter newFilter) {
    filter = newFilter;
    refresh();
  }

  /** Offers what the agent at work may use, and these built-in tools. */
  synchronized void work(ToolFilter newRole, List<Tool> builtInTools) {
    role = newRole;
    builtIn = List.copyOf(builtInTools);
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
    follow();
    return specs;
  }

  synchronized List<String> names() {
    return specs().stream().map(ToolSpec::name).toList();
  }

  /** The offered tool of this name. */
  synchronized Optional<Tool> find(String name) {
    follow();
    return offered.stream().filter(tool -> tool.spec().name().equals(name)).findFirst();
  }

  private void follow() {
    if (session != null && !allowed.equals(session.ofClients())) {
      refresh();
    }
  }

  /** What the clients' tools are, whoever is at work. */
  private synchronized List<Tool> ofClients() {
    return allowed;
  }

  private synchronized boolean allows(Tool tool) {
    return (session == null || session.allows(tool)) && passes(filter, tool);
  }

  private void refresh() {
    allowed =
        session == null
            ? ofClients.values().stream().map(Owned::tool).filter(this::allows).toList()
            : session.ofClients();
    List<Tool> all = new ArrayList<>();
    for (Tool tool : builtIn) {
      if (allows(tool) && allowed.stream().noneMatch(other -> sameName(other, tool))) {
        all.add(tool);
      }
    }
    all.addAll(allowed);
    offered = all.stream().filter(tool -> passes(role, tool)).toList();
    specs = offered.stream().map(Tool::spec).toList();
  }

  private static boolean passes(ToolFilter filter, Tool tool) {
    return filter.allows(tool.origin().filterName(), tool.spec().name());
  }

  private static boolean sameName(Tool one, Tool other) {
    return one.spec().name().equals(other.spec().name());
  }
}
