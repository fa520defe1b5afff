package dev.latchkey.runtime.engine;

import com.github.copilot.generated.WorkingDirectoryContext;
import com.github.copilot.generated.WorkingDirectoryContextHostType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the files of git say of the work tree around a directory. Reads a few small files and starts
 * no process; whatever cannot be read is left out.
 */
final class GitContext {
  private static final String REF = "ref: ";
  private static final String HEADS = "refs/heads/";
  private static final Pattern ORIGIN =
      Pattern.compile("\\[remote \"origin\"][^\\[]*?\\burl\\s*=\\s*(\\S+)");
  private static final Pattern REMOTE =
      Pattern.compile("^(?:[a-z+]+://)?(?:[^@/]*@)?([^/:]+)(?::\\d+)?[/:](.+?)(?:\\.git)?/?$");

  private final Path root;
  private final Path gitDir;
  private final Path commonDir;

  private GitContext(Path root, Path gitDir) {
    this.root = root;
    this.gitDir = gitDir;
    String common = text(gitDir.resolve("commondir"));
    this.commonDir = common == null ? gitDir : gitDir.resolve(common.strip()).normalize();
  }

  /** The directory with what is known of the work tree around it. */
  static WorkingDirectoryContext of(Path directory) {
    WorkingDirectoryContext.Builder context =
        WorkingDirectoryContext.builder().cwd(directory.toString());
    for (Path at = directory; at != null; at = at.getParent()) {
      Path gitDir = gitDir(at);
      if (gitDir != null) {
        new GitContext(at, gitDir).describe(context);
        break;
      }
    }
    return context.build();
  }

  private static @Nullable Path gitDir(Path directory) {
    Path entry = directory.resolve(".git");
    if (Files.isDirectory(entry)) {
      return entry;
    }
    String link = Files.isRegularFile(entry) ? text(entry) : null;
    return link != null && link.startsWith("gitdir: ")
        ? directory.resolve(link.substring("gitdir: ".length()).strip()).normalize()
        : null;
  }

  private void describe(WorkingDirectoryContext.Builder context) {
    context.gitRoot(root.toString());
    String head = text(gitDir.resolve("HEAD"));
    if (head != null && head.startsWith(REF)) {
      String ref = head.substring(REF.length()).strip();
      context.branch(ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref);
      context.headCommit(commit(ref));
    } else if (head != null) {
      context.headCommit(head.strip());
    }
    remote(context);
  }

  private @Nullable String commit(String ref) {
    String loose = text(commonDir.resolve(ref));
    if (loose != null) {
      return loose.strip();
    }
    String packed = text(commonDir.resolve("packed-refs"));
    if (packed == null) {
      return null;
    }
    return packed
        .lines()
        .filter(line -> line.endsWith(" " + ref))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse(null);
  }

  private void remote(WorkingDirectoryContext.Builder context) {
    String config = text(commonDir.resolve("config"));
    Matcher origin = ORIGIN.matcher(config == null ? "" : config);
    if (!origin.find()) {
      return;
    }
    Matcher remote = REMOTE.matcher(origin.group(1));
    if (!remote.matches()) {
      return;
    }
    String host = remote.group(1);
    context.repositoryHost(host).repository(remote.group(2));
    if (host.contains("github")) {
      context.hostType(WorkingDirectoryContextHostType.GITHUB);
    } else if (host.endsWith("dev.azure.com") || host.endsWith("visualstudio.com")) {
      context.hostType(WorkingDirectoryContextHostType.ADO);
    }
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file) : null;
    } catch (IOException | SecurityException _) {
      return null;
    }
  }
}
