package dev.latchkey.runtime.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code workspace.yaml} of a session: one flat mapping. */
final class WorkspaceYaml {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private WorkspaceYaml() {}

  static String write(SessionFacts facts) {
    StringBuilder text = new StringBuilder();
    line(text, "id", facts.id());
    line(text, "cwd", facts.cwd());
    line(text, "git_root", facts.gitRoot());
    line(text, "repository", facts.repository());
    line(text, "host_type", facts.hostType());
    line(text, "branch", facts.branch());
    line(text, "client_name", facts.clientName());
    line(text, "name", facts.name());
    text.append("user_named: ").append(facts.userNamed()).append('\n');
    text.append("summary_count: ").append(facts.summaryCount()).append('\n');
    text.append("created_at: ").append(TIME.format(facts.createdAt())).append('\n');
    text.append("updated_at: ").append(TIME.format(facts.updatedAt())).append('\n');
    return text.toString();
  }

  /** The facts in the text; empty if it is not the mapping it should be. */
  static Optional<SessionFacts> read(String sessionId, String text) {
    Map<String, String> values = FlatYaml.read(text);
    Instant created = time(values.get("created_at"));
    String cwd = values.get("cwd");
    if (created == null || cwd == null) {
      return Optional.empty();
    }
    Instant updated = time(values.get("updated_at"));
    return Optional.of(
        SessionFacts.builder(sessionId, cwd, created)
            .gitRoot(values.get("git_root"))
            .repository(values.get("repository"))
            .hostType(values.get("host_type"))
            .branch(values.get("branch"))
            .clientName(values.getOrDefault("client_name", "sdk"))
            .name(values.get("name"))
            .userNamed("true".equals(values.get("user_named")))
            .summaryCount(number(values.get("summary_count")))
            .updatedAt(updated == null ? created : updated)
            .build());
  }

  private static void line(StringBuilder text, String key, @Nullable String value) {
    if (value != null) {
      text.append(key).append(": ").append(FlatYaml.scalar(value)).append('\n');
    }
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static int number(@Nullable String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
