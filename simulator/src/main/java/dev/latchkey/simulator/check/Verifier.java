package dev.latchkey.simulator.check;

import dev.latchkey.simulator.script.Quirk;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds requests to the rules of their wire and of one server.
 *
 * @param rules false to let everything through but what quirks and key say
 * @param quirks what this server refuses or insists on
 * @param key the expected key; null when any or none will do
 */
public record Verifier(boolean rules, Set<Quirk> quirks, @Nullable String key) {
  public Verifier {
    quirks = Set.copyOf(quirks);
  }

  /** The first thing that is wrong with a model call, if anything. */
  public Optional<Complaint> complaintAbout(RecordedRequest request) {
    try {
      key(request);
      if (!request.body().isObject()) {
        throw Complaint.invalid("", "We could not parse the JSON body of your request.");
      }
      if (rules) {
        rules(request);
      }
      QuirkChecks.check(request, quirks);
      return Optional.empty();
    } catch (Complaint.Refused refused) {
      return Optional.of(refused.complaint());
    }
  }

  /** Whether the key is wrong; the only check for requests that are no model calls. */
  public Optional<Complaint> keyComplaintAbout(RecordedRequest request) {
    try {
      key(request);
      return Optional.empty();
    } catch (Complaint.Refused refused) {
      return Optional.of(refused.complaint());
    }
  }

  private void key(RecordedRequest request) {
    if (key != null) {
      KeyCheck.check(request, key);
    }
  }

  private static void rules(RecordedRequest request) {
    switch (request.wire()) {
      case COMPLETIONS -> CompletionsChecks.check(request);
      case RESPONSES -> ResponsesChecks.check(request);
      case ANTHROPIC -> AnthropicChecks.check(request);
      case NONE -> {}
    }
  }

  @Override
  public String toString() {
    return "Verifier[rules="
        + rules
        + ", quirks="
        + quirks
        + ", key="
        + (key == null ? "any" : "***")
        + "]";
  }
}
