package dev.latchkey.runtime.engine;

import com.github.copilot.generated.WorkingDirectoryContext;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.InfiniteSessions;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.SystemPrompt;
import dev.latchkey.runtime.ToolFilter;
import dev.latchkey.runtime.context.HistoryRenderer;
import dev.latchkey.runtime.context.PromptFacts;
import dev.latchkey.runtime.context.SystemMessage;
import dev.latchkey.runtime.journal.Journal;
import java.nio.file.Path;
import java.util.List;

/** What a live session is made of. */
record SessionParts(
    String id,
    EngineOptions engine,
    Settings settings,
    SessionState state,
    Journal journal,
    HistoryRenderer history,
    ModelSlot model,
    ToolSet tools,
    PermissionDesk desk,
    ClientCalls clients,
    UsageMeter meter,
    CompactionDesk compactions,
    DiskSync disk,
    Pause pause,
    Subagents subagents) {

  /** What its clients asked for last. */
  static final class Settings {
    private volatile SessionOptions options;

    Settings(SessionOptions options) {
      this.options = options;
    }

    SessionOptions options() {
      return options;
    }

    /** Another client joins: what it leaves at its default stays as it was. */
    void join(SessionOptions joining) {
      SessionOptions before = options;
      options =
          before.toBuilder()
              .systemPrompt(
                  joining.systemPrompt().equals(SystemPrompt.DEFAULT)
                      ? before.systemPrompt()
                      : joining.systemPrompt())
              .agents(before.agents().joinedBy(joining.agents()))
              .toolFilter(
                  joining.toolFilter().equals(ToolFilter.ALL)
                      ? before.toolFilter()
                      : joining.toolFilter())
              .reasoningSummary(
                  joining.reasoningSummary() == null
                      ? before.reasoningSummary()
                      : joining.reasoningSummary())
              .infinite(
                  joining.infinite().equals(InfiniteSessions.DEFAULT)
                      ? before.infinite()
                      : joining.infinite())
              .streaming(before.streaming() || joining.streaming())
              .askPermission(before.askPermission() || joining.askPermission())
              .build();
    }
  }

  SessionOptions options() {
    return settings.options();
  }

  /** The model to call now, with the room for prompts that refusals have left it. */
  ModelBinding binding() {
    return compactions.bounded(model.binding());
  }

  /** The system message of the main agent, or of the custom one at work in its place. */
  String system() {
    String own = SystemMessage.of(options().systemPrompt(), facts());
    return subagents
        .roster()
        .selected()
        .map(agent -> SystemMessage.withAgent(own, agent.prompt()))
        .orElse(own);
  }

  /** What prompts say of its surroundings. */
  PromptFacts facts() {
    WorkingDirectoryContext context = state.context();
    return new PromptFacts(
        workingDirectory().toString(),
        context == null ? null : context.gitRoot(),
        System.getProperty("os.name"),
        !tools.specs().isEmpty(),
        List.of());
  }

  /** The directory tools work in. */
  Path workingDirectory() {
    WorkingDirectoryContext context = state.context();
    return Path.of(context == null || context.cwd() == null ? "" : context.cwd()).toAbsolutePath();
  }
}
