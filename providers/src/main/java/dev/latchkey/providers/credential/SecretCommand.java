package dev.latchkey.providers.credential;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Grant.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key that a shell command prints.
 *
 * @param environment all variables the command sees
 */
record SecretCommand(
    String command, Map<String, String> environment, Form form, @Nullable Duration limit)
    implements Credential {
  /** How long an output is used that does not say itself when it expires. */
  static final Duration FRESH = Duration.ofMinutes(5);

  SecretCommand {
    environment = Map.copyOf(environment);
  }

  @Override
  public Grant obtain(TokenCalls calls) throws InterruptedException {
    ShellRun run = ShellRun.of(command, environment);
    String text = run.output().strip();
    if (run.status() != 0) {
      throw failed("ended with status " + run.status(), run);
    }
    if (text.isEmpty()) {
      throw failed("printed nothing", run);
    }
    if (text.indexOf('\n') >= 0) {
      throw failed("printed " + text.lines().count() + " lines", run);
    }
    Instant expiry = Jwt.expiry(text);
    Instant old = calls.now().plus(FRESH);
    return new Grant(Secret.of(text), form, expiry == null ? old : expiry);
  }

  private static ModelException failed(String what, ShellRun run) {
    String said = run.firstError();
    return CredentialErrors.none(
        "The credential command " + what + (said.isEmpty() ? "." : ": " + said),
        "Run the command by hand: it must print the key or token on one line and end with status"
            + " 0.");
  }

  @Override
  public boolean renewable() {
    return true;
  }

  /** Without the command: people write keys into it. */
  @Override
  public String toString() {
    return "SecretCommand[form=" + form + ", limit=" + limit + "]";
  }
}
