package dev.latchkey.runtime.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The checkpoints of one workspace: the summary of each compaction, and a list of them. */
record CheckpointFiles(SessionDirectory directory) {
  private static final int TITLE = 60;

  /** Writes the checkpoint of this number; one that is there already is replaced. */
  Path add(int number, String summary) throws IOException {
    String id = directory.sessionId();
    String name = "%03d-session-%s.md".formatted(number, id.substring(0, Math.min(8, id.length())));
    Path file = directory.checkpoints().resolve(name);
    PrivateFiles.replace(file, summary.strip() + "\n");
    keep(number - 1);
    PrivateFiles.replace(
        index(),
        Files.readString(index()).stripTrailing()
            + "\n| %d | %s | %s |\n".formatted(number, title(summary), name));
    return file;
  }

  /** Removes the checkpoints after this number, from the list too. */
  void removeAfter(int number) throws IOException {
    keep(number);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.checkpoints(), "[0-9]*-*.md")) {
      for (Path file : files) {
        if (number(file.getFileName().toString(), "-") > number) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException _) {
      // no workspace, no checkpoints
    }
  }

  private void keep(int most) throws IOException {
    if (Files.exists(index())) {
      List<String> lines = Files.readAllLines(index(), StandardCharsets.UTF_8);
      lines.removeIf(line -> line.startsWith("| ") && number(line.substring(2), " ") > most);
      PrivateFiles.replace(index(), String.join("\n", lines) + "\n");
    }
  }

  private Path index() {
    return directory.checkpoints().resolve("index.md");
  }

  /** The number that a text begins with; 0 for none. */
  private static int number(String text, String end) {
    int until = text.indexOf(end);
    String digits = until < 0 ? "" : text.substring(0, until);
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }

  private static String title(String summary) {
    String line = summary.strip().lines().findFirst().orElse("").replace('|', '/');
    String plain = line.replaceFirst("^[#*\\s\\d.]+", "").strip();
    return plain.length() <= TITLE ? plain : plain.substring(0, TITLE) + "…";
  }
}
