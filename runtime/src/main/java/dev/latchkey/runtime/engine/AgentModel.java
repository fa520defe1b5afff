package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SubagentModelSelectionSource;
import com.github.copilot.generated.SubagentTaskModelSource;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.SubagentSettings;
import org.jspecify.annotations.Nullable;

/**
 * Which model a sub-agent uses, and why.
 *
 * @param model the session's id of the model
 * @param effort null leaves it to the model
 * @param asked what named a model, of whatever names one
 * @param source what decided
 * @param override the model that the call named; null for none
 * @param preference the model that settings or the agent's definition name; null for none
 */
record AgentModel(
    String model,
    @Nullable String effort,
    SubagentTaskModelSource asked,
    SubagentModelSelectionSource source,
    @Nullable String override,
    @Nullable String preference) {
  /** Nothing has named a model yet. */
  private record Wish(
      @Nullable String model, SubagentTaskModelSource asked, SubagentModelSelectionSource source) {}

  /**
   * Chooses: required by settings, named by the call, preferred by settings, the agent's own, the
   * session's.
   *
   * @throws dev.latchkey.runtime.SessionException.ModelUnavailable when none of the session's
   *     providers has it
   */
  static AgentModel choose(
      CustomAgent agent, TaskOrder order, SubagentSettings.Choice choice, ModelSlot session) {
    Wish wish = wish(agent, order, choice);
    String current = session.choice().model();
    String model = wish.model() == null ? session.current() : session.resolve(wish.model());
    String effort = first(order.effort(), first(choice.effort(), agent.reasoningEffort()));
    boolean sessions = model.equals(current);
    return new AgentModel(
        model,
        effort == null && sessions ? session.choice().reasoningEffort() : effort,
        wish.asked(),
        wish.source(),
        order.model(),
        first(choice.model(), agent.model()));
  }

  private static Wish wish(CustomAgent agent, TaskOrder order, SubagentSettings.Choice choice) {
    if (choice.required() && choice.model() != null) {
      return new Wish(
          choice.model(),
          SubagentTaskModelSource.SUBAGENT_CONFIGURATION,
          SubagentModelSelectionSource.CONFIGURED_REQUIRED);
    }
    if (order.model() != null) {
      return new Wish(
          order.model(),
          SubagentTaskModelSource.TASK_ARGUMENT,
          SubagentModelSelectionSource.EXPLICIT_OVERRIDE);
    }
    if (choice.model() != null) {
      return new Wish(
          choice.model(),
          SubagentTaskModelSource.SUBAGENT_CONFIGURATION,
          SubagentModelSelectionSource.CONFIGURED_PREFERENCE);
    }
    return agent.model() == null
        ? new Wish(
            null, SubagentTaskModelSource.UNSET, SubagentModelSelectionSource.SESSION_INHERITANCE)
        : new Wish(
            agent.model(),
            SubagentTaskModelSource.CUSTOM_AGENT_DEFINITION,
            SubagentModelSelectionSource.AGENT_DEFINITION_DEFAULT);
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  /** Whether the model is the preferred one; null when none was preferred. */
  @Nullable Boolean asPreferred() {
    return preference == null ? null : preference.equals(model);
  }

  /** Why another model is used than the one that was named; null when it is not. */
  @Nullable String reason() {
    if (source == SubagentModelSelectionSource.CONFIGURED_REQUIRED && override != null) {
      return "required by settings";
    }
    String named = source == SubagentModelSelectionSource.EXPLICIT_OVERRIDE ? override : preference;
    return named == null || named.equals(model) ? null : "found as " + model;
  }
}
