package com.github.copilot.rpc;

/** The names of the sections that the system message is made of. */
@SuppressWarnings("deprecation")
public abstract sealed class SystemMessageSections permits SystemPromptSections {

  /** The opening. */
  public static final String PREAMBLE = "preamble";

  /** Who the agent is. */
  public static final String IDENTITY = "identity";

  /** How it speaks. */
  public static final String TONE = "tone";

  /** How to use tools sparingly. */
  public static final String TOOL_EFFICIENCY = "tool_efficiency";

  /** Where it works. */
  public static final String ENVIRONMENT_CONTEXT = "environment_context";

  /** How to change code. */
  public static final String CODE_CHANGE_RULES = "code_change_rules";

  /** General guidelines. */
  public static final String GUIDELINES = "guidelines";

  /** What it must not do. */
  public static final String SAFETY = "safety";

  /** How to use each tool. */
  public static final String TOOL_INSTRUCTIONS = "tool_instructions";

  /** Instructions of user and repository. */
  public static final String CUSTOM_INSTRUCTIONS = "custom_instructions";

  /** Instructions of the runtime. */
  public static final String RUNTIME_INSTRUCTIONS = "runtime_instructions";

  /** What comes last. */
  public static final String LAST_INSTRUCTIONS = "last_instructions";

  SystemMessageSections() {}
}
