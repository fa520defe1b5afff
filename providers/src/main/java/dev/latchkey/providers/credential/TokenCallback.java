package dev.latchkey.providers.credential;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Grant.Form;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A token that somebody else is asked for before every call; caching is that somebody's part. */
public record TokenCallback(String providerName, Question question, @Nullable Duration limit)
    implements Credential {

  /** Who is asked. */
  @FunctionalInterface
  public interface Question {
    /**
     * The token. Blocks; must end soon when interrupted.
     *
     * @throws Exception when there is none; its message is shown to people
     */
    String token() throws Exception;
  }

  @Override
  public Grant obtain(TokenCalls calls) throws InterruptedException {
    Secret token = ask();
    if (token.blank()) {
      throw CredentialErrors.none(
          "The token callback of provider \"" + providerName + "\" gave an empty token.",
          "Let the callback return the whole token, or throw when it has none.");
    }
    return Grant.once(token, Form.BEARER);
  }

  private Secret ask() throws InterruptedException {
    try {
      return Secret.of(question.token());
    } catch (InterruptedException | ModelException e) {
      throw e;
    } catch (Exception e) {
      throw CredentialErrors.none(
          "The token callback of provider \"" + providerName + "\" failed: " + e.getMessage(),
          "Look at the token callback of the client.");
    }
  }

  @Override
  public boolean renewable() {
    return true;
  }
}
