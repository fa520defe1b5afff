package dev.latchkey.providers.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.credential.Grant.Form;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are for a POSIX shell")
class SecretCommandTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/bin:/bin", "VAULT_TOKEN", "hush-hush-hush");
  private final FakeCalls calls = new FakeCalls();

  private Grant grant(String command) throws InterruptedException {
    return Credential.command(command, ENVIRONMENT, Form.KEY).obtain(calls);
  }

  private ModelException failure(String command) {
    return catchThrowableOfType(ModelException.class, () -> grant(command));
  }

  @Test
  void takesWhatTheShellPrintsWithoutTheSpaceAroundIt() throws InterruptedException {
    Grant grant = grant("printf '  key-%s \\n\\n' \"$VAULT_TOKEN\" | cat");

    assertThat(grant.secret().reveal()).isEqualTo("key-hush-hush-hush");
    assertThat(grant.form()).isEqualTo(Form.KEY);
    assertThat(grant.goodUntil()).isEqualTo(FakeCalls.START.plus(SecretCommand.FRESH));
  }

  @Test
  void knowsWhenAJwtExpires() throws InterruptedException {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"exp\":1767229200}".getBytes(StandardCharsets.UTF_8));

    assertThat(grant("echo eyJh." + claims + ".sig").goodUntil())
        .isEqualTo(Instant.ofEpochSecond(1767229200));
  }

  @Test
  void showsTheFirstLineOfItsErrorsWithoutSecrets() {
    ModelException failure =
        failure("echo half-a-key; echo; echo \"no $VAULT_TOKEN for half-a-key\" >&2; exit 7");

    assertThat(failure).isInstanceOf(ModelException.Authentication.class);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure.failure().message())
        .isEqualTo("The credential command ended with status 7: no *** for ***");
    assertThat(failure.failure().nextStep()).contains("Run the command by hand");
  }

  @Test
  void refusesNoOutputAndSeveralLines() {
    assertThat(failure("true").failure().message())
        .isEqualTo("The credential command printed nothing.");
    assertThat(failure("echo a; echo b").failure().message())
        .isEqualTo("The credential command printed 2 lines.");
  }

  @Test
  void keepsTheCommandOutOfTexts() {
    Credential credential = Credential.command("echo sk-0123456789abcdef", ENVIRONMENT, Form.KEY);

    assertThat(credential.toString()).doesNotContain("sk-").doesNotContain("hush");
    assertThat(CredentialCache.of(credential).toString()).doesNotContain("sk-");
  }

  @Test
  void endsACommandThatHangsWithEverythingItStarted() throws InterruptedException {
    String mark = "31.41" + ProcessHandle.current().pid();
    Credential hanging =
        Credential.command(
            "sleep " + mark + " | cat", ENVIRONMENT, Form.KEY, Duration.ofMillis(300));

    assertThatThrownBy(() -> CredentialCache.of(hanging).grant(calls))
        .isInstanceOf(ModelException.Authentication.class)
        .hasMessageContaining("No key or token came within");
    await(() ->
        ProcessHandle.allProcesses()
            .noneMatch(p -> p.info().commandLine().orElse("").contains("sleep " + mark)));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still running").isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
