package com.github.copilot.rpc;

import java.util.List;

/** Names of tools that the runtime brings along. */
public final class BuiltInTools {

  /** Tools that reach nothing outside the session: no files, no processes, no network. */
  public static final List<String> ISOLATED =
      List.of(
          "ask_user",
          "task_complete",
          "exit_plan_mode",
          "task",
          "read_agent",
          "write_agent",
          "list_agents",
          "send_inbox",
          "context_board",
          "skill");

  private BuiltInTools() {}
}
