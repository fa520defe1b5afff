package com.github.copilot.rpc;

/** The types of session lifecycle events. */
public final class SessionLifecycleEventTypes {

  /** A session was created. */
  public static final String CREATED = "session.created";

  /** A session was deleted. */
  public static final String DELETED = "session.deleted";

  /** A session changed. */
  public static final String UPDATED = "session.updated";

  /** A session came to the foreground. */
  public static final String FOREGROUND = "session.foreground";

  /** A session went to the background. */
  public static final String BACKGROUND = "session.background";

  private SessionLifecycleEventTypes() {}
}
