package dev.latchkey.runtime.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session is listed and found by.
 *
 * @param cwd working directory
 * @param hostType kind of host of the repository, e.g. {@code github}
 * @param clientName what created the session; {@code sdk} when it did not say
 * @param name shown to people: the first prompt, or what somebody set
 * @param userNamed whether somebody set the name
 * @param summaryCount how many compactions left a checkpoint
 */
public record SessionFacts(
    String id,
    String cwd,
    @Nullable String gitRoot,
    @Nullable String repository,
    @Nullable String hostType,
    @Nullable String branch,
    String clientName,
    @Nullable String name,
    boolean userNamed,
    int summaryCount,
    Instant createdAt,
    Instant updatedAt) {

  public SessionFacts {
    requireNonNull(id);
    requireNonNull(cwd);
    requireNonNull(clientName);
    requireNonNull(createdAt);
    requireNonNull(updatedAt);
  }

  /** Facts of a session created at {@code now}, to be filled in. */
  public static Builder builder(String id, String cwd, Instant now) {
    return new Builder(id, cwd, now);
  }

  /** A copy of these facts, to be changed. */
  public Builder toBuilder() {
    Builder copy = new Builder(id, cwd, createdAt);
    copy.gitRoot = gitRoot;
    copy.repository = repository;
    copy.hostType = hostType;
    copy.branch = branch;
    copy.clientName = clientName;
    copy.name = name;
    copy.userNamed = userNamed;
    copy.summaryCount = summaryCount;
    copy.updatedAt = updatedAt;
    return copy;
  }

  /** Collects the parts of {@link SessionFacts}. */
  public static final class Builder {
    private final String id;
    private String cwd;
    private @Nullable String gitRoot;
    private @Nullable String repository;
    private @Nullable String hostType;
    private @Nullable String branch;
    private String clientName = "sdk";
    private @Nullable String name;
    private boolean userNamed;
    private int summaryCount;
    private Instant createdAt;
    private Instant updatedAt;

    private Builder(String id, String cwd, Instant now) {
      this.id = id;
      this.cwd = cwd;
      this.createdAt = now;
      this.updatedAt = now;
    }

    public Builder cwd(String directory) {
      cwd = directory;
      return this;
    }

    public Builder gitRoot(@Nullable String directory) {
      gitRoot = directory;
      return this;
    }

    public Builder repository(@Nullable String ownerAndName) {
      repository = ownerAndName;
      return this;
    }

    public Builder hostType(@Nullable String kind) {
      hostType = kind;
      return this;
    }

    public Builder branch(@Nullable String branchName) {
      branch = branchName;
      return this;
    }

    public Builder clientName(String client) {
      clientName = client;
      return this;
    }

    public Builder name(@Nullable String shown) {
      name = shown;
      return this;
    }

    public Builder userNamed(boolean set) {
      userNamed = set;
      return this;
    }

    public Builder summaryCount(int count) {
      summaryCount = count;
      return this;
    }

    public Builder createdAt(Instant time) {
      createdAt = time;
      return this;
    }

    public Builder updatedAt(Instant time) {
      updatedAt = time;
      return this;
    }

    public SessionFacts build() {
      return new SessionFacts(
          id,
          cwd,
          gitRoot,
          repository,
          hostType,
          branch,
          clientName,
          name,
          userNamed,
          summaryCount,
          createdAt,
          updatedAt);
    }
  }
}
