package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.runtime.context.HistoryTarget;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says once per session and model what the model is not sent because it cannot take it. */
final class CapabilityNotes {
  private final SessionParts parts;
  private final ModelBinding binding;

  CapabilityNotes(SessionParts parts, ModelBinding binding) {
    this.parts = parts;
    this.binding = binding;
  }

  void tell(Consumer<SessionEvent> events) {
    effort(events);
    pictures(events);
  }

  private void effort(Consumer<SessionEvent> events) {
    String wanted = binding.wanted();
    boolean dropped = wanted != null && !wanted.equals("none") && binding.effort() == null;
    if (dropped && !told(binding.facts().effort()) && first("effort")) {
      events.accept(
          SessionEvents.warning(
              "capability.reasoningEffort",
              "\"%s\" cannot be told how hard to think (%s), so \"%s\" is not sent. It works without; set"
                      .formatted(binding.model(), says(binding.facts().effort()), wanted)
                  + " supports.reasoningEffort of the model's capabilities if that is wrong."));
    }
  }

  private void pictures(Consumer<SessionEvent> events) {
    HistoryTarget target = binding.target();
    if (target.equals(HistoryTarget.ANY) || told(binding.facts().vision())) {
      return;
    }
    long left = parts.history().leftOut(target);
    if (left > 0 && first("vision")) {
      Known<?> why = target.images() ? binding.facts().images() : binding.facts().vision();
      events.accept(
          SessionEvents.warning(
              "capability.vision",
              "\"%s\" does not take %d of the pictures so far (%s): a note is sent for each. Set"
                      .formatted(binding.model(), left, says(why))
                  + " supports.vision or limits.vision of the model's capabilities if that is"
                  + " wrong."));
    }
  }

  /** What was learned was told when it was learned. */
  private static boolean told(@Nullable Known<?> known) {
    return known != null && known.origin() == Origin.LEARNED;
  }

  private boolean first(String kind) {
    return parts.model().first(kind + " " + binding.model());
  }

  private static String says(@Nullable Known<?> known) {
    return switch (known == null ? Origin.DEFAULT : known.origin()) {
      case USER -> "its configuration says so";
      case LEARNED -> "its provider refused it";
      case LIVE -> "its provider's list says so";
      case CATALOGUE -> "as is publicly known";
      case DEFAULT -> "nobody says otherwise";
    };
  }
}
