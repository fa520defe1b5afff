package dev.latchkey.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tools a model is offered. Entries are names or {@code builtin:}, {@code mcp:} and {@code
 * custom:} followed by a name or {@code *}.
 *
 * @param available only these; null for all
 * @param excluded never these; wins over {@code available}
 */
public record ToolFilter(@Nullable List<String> available, List<String> excluded) {
  /** Every tool is offered. */
  public static final ToolFilter ALL = new ToolFilter(null, List.of());

  public ToolFilter {
    available = available == null ? null : List.copyOf(available);
    excluded = List.copyOf(excluded);
  }

  /**
   * Whether a tool passes.
   *
   * @param origin {@code builtin}, {@code mcp} or {@code custom}
   */
  public boolean allows(String origin, String name) {
    return !matches(excluded, origin, name)
        && (available == null || matches(available, origin, name));
  }

  private static boolean matches(List<String> entries, String origin, String name) {
    return entries.contains(name)
        || entries.contains(origin + ":*")
        || entries.contains(origin + ":" + name);
  }
}
