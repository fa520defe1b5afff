package dev.latchkey.providers.credential;

import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Grant.Form;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A key in a file that others may replace at any time. */
record SecretFile(Path file, Form form) implements Credential {
  private static final int LIMIT_BYTES = 64 * 1024;

  @Override
  public Grant obtain(TokenCalls calls) {
    return Grant.once(read(file), form);
  }

  static Secret read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LIMIT_BYTES + 1);
      if (content.length > LIMIT_BYTES) {
        throw CredentialErrors.none(
            "The credential file " + file + " is larger than 64 KB.",
            "Name a file that holds the key or token and nothing else.");
      }
      return checked(file, Secret.of(new String(content, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException _) {
      throw CredentialErrors.none(
          "The credential file " + file + " does not exist.", "Create it, or correct its path.");
    } catch (IOException e) {
      throw CredentialErrors.none(
          "The credential file " + file + " cannot be read (" + e.getClass().getSimpleName() + ").",
          "Let the user this runs as read it.");
    }
  }

  private static Secret checked(Path file, Secret secret) {
    if (secret.blank()) {
      throw CredentialErrors.none(
          "The credential file " + file + " is empty.", "Write the key or token into it.");
    }
    if (secret.reveal().indexOf('\n') >= 0) {
      throw CredentialErrors.none(
          "The credential file " + file + " has more than one line.",
          "Name a file that holds the key or token and nothing else.");
    }
    return secret;
  }

  @Override
  public boolean renewable() {
    return true;
  }
}
