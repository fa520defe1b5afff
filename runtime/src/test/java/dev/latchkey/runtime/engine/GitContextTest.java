package dev.latchkey.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.generated.WorkingDirectoryContext;
import com.github.copilot.generated.WorkingDirectoryContextHostType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work trees as their files describe them. */
class GitContextTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private @TempDir Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void directoryOutsideOfAnyWorkTree() {
    assertThat(GitContext.of(root))
        .isEqualTo(WorkingDirectoryContext.builder().cwd(root.toString()).build());
  }

  @Test
  void branchCommitAndRemoteOfAWorkTree() throws IOException {
    write(".git/HEAD", "ref: refs/heads/feature/x\n");
    write(".git/refs/heads/feature/x", COMMIT + "\n");
    write(
        ".git/config",
        "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = git@github.com:a/b.git\n");
    write("src/deep/File.java", "");
    assertThat(GitContext.of(root.resolve("src/deep")))
        .isEqualTo(
            WorkingDirectoryContext.builder()
                .cwd(root.resolve("src/deep").toString())
                .gitRoot(root.toString())
                .branch("feature/x")
                .headCommit(COMMIT)
                .repository("a/b")
                .repositoryHost("github.com")
                .hostType(WorkingDirectoryContextHostType.GITHUB)
                .build());
  }

  @Test
  void detachedHeadHasNoBranch() throws IOException {
    write(".git/HEAD", COMMIT + "\n");
    WorkingDirectoryContext context = GitContext.of(root);
    assertThat(context.branch()).isNull();
    assertThat(context.headCommit()).isEqualTo(COMMIT);
  }

  @Test
  void linkedWorkTreeFindsPackedRefsInTheMainOne() throws IOException {
    write("main/.git/packed-refs", "# pack-refs\n" + COMMIT + " refs/heads/side\n");
    write("main/.git/worktrees/w/HEAD", "ref: refs/heads/side\n");
    write("main/.git/worktrees/w/commondir", "../..\n");
    write("w/.git", "gitdir: " + root.resolve("main/.git/worktrees/w") + "\n");
    WorkingDirectoryContext context = GitContext.of(root.resolve("w"));
    assertThat(context.branch()).isEqualTo("side");
    assertThat(context.headCommit()).isEqualTo(COMMIT);
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/a/b, github.com, a/b",
    "https://token@github.com/a/b.git, github.com, a/b",
    "ssh://git@host.example:2222/a/b.git, host.example, a/b",
    "git@ssh.dev.azure.com:v3/o/p/r, ssh.dev.azure.com, v3/o/p/r"
  })
  void remotesInAllSpellings(String url, String host, String repository) throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/config", "[remote \"origin\"]\n  url = " + url + "\n");
    WorkingDirectoryContext context = GitContext.of(root);
    assertThat(context.repositoryHost()).isEqualTo(host);
    assertThat(context.repository()).isEqualTo(repository);
  }
}
