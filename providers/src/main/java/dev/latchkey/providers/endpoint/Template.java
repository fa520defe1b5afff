package dev.latchkey.providers.endpoint;

import static dev.latchkey.providers.endpoint.ConfigErrors.invalid;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the variables in header values: {@code ${session.id}}, {@code ${turn.id}}, {@code
 * ${agent.id}}, {@code ${user}}, and {@code ${env:NAME}} for an environment variable.
 *
 * @param variables what the request knows
 */
record Template(Map<String, String> variables) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Set<String> NAMES = Set.of("session.id", "turn.id", "agent.id", "user");
  private static final String ENVIRONMENT = "env:";

  /** Refuses a value with a variable nobody could ever fill. */
  static void check(String value) {
    Matcher matcher = VARIABLE.matcher(value);
    while (matcher.find()) {
      String name = matcher.group(1);
      if (name.startsWith(ENVIRONMENT)) {
        if (System.getenv(name.substring(ENVIRONMENT.length())) == null) {
          throw invalid(
              "headers",
              "names the environment variable "
                  + name.substring(ENVIRONMENT.length())
                  + ", which is not set.",
              "Set it where the runtime starts.");
        }
      } else if (!NAMES.contains(name)) {
        throw invalid(
            "headers",
            "has the variable ${" + name + "}, which is unknown.",
            "Use ${session.id}, ${turn.id}, ${agent.id}, ${user} or ${env:NAME}.");
      }
    }
  }

  /** The value; null when the request does not know a variable, so that the header stays away. */
  @Nullable String fill(String value) {
    if (value.indexOf("${") < 0) {
      return value;
    }
    Matcher matcher = VARIABLE.matcher(value);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String known = known(matcher.group(1));
      if (known == null) {
        return null;
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(known));
    }
    return matcher.appendTail(filled).toString();
  }

  private @Nullable String known(String name) {
    if (name.startsWith(ENVIRONMENT)) {
      return System.getenv(name.substring(ENVIRONMENT.length()));
    }
    return name.equals("user") && !variables.containsKey(name)
        ? System.getProperty("user.name")
        : variables.get(name);
  }
}
