package dev.latchkey.runtime.tool;

/** Where a tool comes from, as tool filters name it. */
public enum ToolOrigin {
  BUILTIN("builtin"),
  MCP("mcp"),
  CUSTOM("custom");

  private final String filterName;

  ToolOrigin(String filterName) {
    this.filterName = filterName;
  }

  /** The prefix in {@code availableTools} and {@code excludedTools}. */
  public String filterName() {
    return filterName;
  }
}
