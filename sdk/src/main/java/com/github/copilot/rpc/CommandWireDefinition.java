package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The part of a slash command that the runtime gets to know. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class CommandWireDefinition {

  @JsonProperty("name")
  private String name;

  @JsonProperty("description")
  private String description;

  /** Creates a definition with everything unset. */
  public CommandWireDefinition() {}

  /** Creates a definition. */
  public CommandWireDefinition(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /** Returns the name without the slash. */
  public String getName() {
    return name;
  }

  /** Sets the name without the slash. */
  public CommandWireDefinition setName(String name) {
    this.name = name;
    return this;
  }

  /** Returns what the command does, or null when unset. */
  public String getDescription() {
    return description;
  }

  /** Sets what the command does. */
  public CommandWireDefinition setDescription(String description) {
    this.description = description;
    return this;
  }
}
