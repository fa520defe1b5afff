package dev.latchkey.server;

import dev.latchkey.providers.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Secrets of the process that no tool result may show: what variables hold whose names say so, and
 * what clients name by {@code secrets.addFilterValues}. Thread-safe.
 */
final class ProcessSecrets {
  /** Official switch: {@code false} leaves variables other than our own to be shown. */
  static final String SWITCH = "COPILOT_ENABLE_SECRET_FILTERING";

  private static final Pattern NAMED =
      Pattern.compile("(?i).*(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?|_PAT)");
  private static final Pattern OURS = Pattern.compile("COPILOT_(PROVIDER|SDK|CONNECTION)_.*");
  private static final int SHORTEST = 8;
  private static final int MOST = 1000;

  private final List<Secret> ofEnvironment = new ArrayList<>();
  private final Map<String, Secret> added = new LinkedHashMap<>();

  ProcessSecrets(Map<String, String> environment) {
    boolean all = !environment.getOrDefault(SWITCH, "true").strip().equalsIgnoreCase("false");
    environment.forEach((name, value) -> {
      boolean named = NAMED.matcher(name).matches() && value.strip().length() >= SHORTEST;
      if (named && (all || OURS.matcher(name).matches())) {
        ofEnvironment.add(Secret.of(value));
      }
    });
  }

  /** From now on these are hidden, too; of very many only the latest. */
  synchronized void add(List<String> values) {
    for (String value : values) {
      added.remove(value);
      added.put(value, Secret.of(value));
      if (added.size() > MOST) {
        added.remove(added.keySet().iterator().next());
      }
    }
  }

  synchronized List<Secret> all() {
    List<Secret> all = new ArrayList<>(ofEnvironment);
    all.addAll(added.values());
    return all;
  }
}
