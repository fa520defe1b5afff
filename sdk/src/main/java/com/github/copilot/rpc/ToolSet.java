package com.github.copilot.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * A list of tool filters that say where a tool comes from. A name is {@code *} for all tools of a
 * source, or letters, digits, {@code _} and {@code -}.
 */
public class ToolSet extends ArrayList<String> {

  private static final long serialVersionUID = 1L;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

  /** Creates an empty set. */
  public ToolSet() {}

  /**
   * Adds a tool of the runtime.
   *
   * @throws IllegalArgumentException if the name is not allowed
   */
  public ToolSet addBuiltIn(String name) {
    return add("builtin", name);
  }

  /** Adds tools of the runtime. */
  public ToolSet addBuiltIn(Collection<String> names) {
    names.forEach(this::addBuiltIn);
    return this;
  }

  /** Adds a tool of the client. */
  public ToolSet addCustom(String name) {
    return add("custom", name);
  }

  /** Adds a tool of an MCP server. */
  public ToolSet addMcp(String name) {
    return add("mcp", name);
  }

  private ToolSet add(String source, String name) {
    if (name == null || (!name.equals("*") && !NAME.matcher(name).matches())) {
      throw new IllegalArgumentException(
          source + " tool name must be * or made of letters, digits, _ and -; it is: " + name);
    }
    add(source + ":" + name);
    return this;
  }
}
