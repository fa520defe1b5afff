package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kind of a permission decision: an open set of texts that are compared ignoring case. */
public final class PermissionRequestResultKind {

  /** Allowed this once. */
  public static final PermissionRequestResultKind APPROVED =
      new PermissionRequestResultKind("approve-once");

  /** Refused. */
  public static final PermissionRequestResultKind REJECTED =
      new PermissionRequestResultKind("reject");

  /** Nobody could be asked. */
  public static final PermissionRequestResultKind USER_NOT_AVAILABLE =
      new PermissionRequestResultKind("user-not-available");

  /** Left to another client. */
  public static final PermissionRequestResultKind NO_RESULT =
      new PermissionRequestResultKind("no-result");

  /**
   * An older name.
   *
   * @deprecated use {@link #REJECTED}
   */
  @Deprecated
  public static final PermissionRequestResultKind DENIED_INTERACTIVELY_BY_USER = REJECTED;

  /**
   * An older name.
   *
   * @deprecated use {@link #USER_NOT_AVAILABLE}
   */
  @Deprecated
  public static final PermissionRequestResultKind DENIED_COULD_NOT_REQUEST_FROM_USER =
      USER_NOT_AVAILABLE;

  /**
   * An older name.
   *
   * @deprecated use {@link #USER_NOT_AVAILABLE}
   */
  @Deprecated public static final PermissionRequestResultKind DENIED_BY_RULES = USER_NOT_AVAILABLE;

  private final String value;

  /** Creates a kind; null counts as empty text. */
  @JsonCreator
  public PermissionRequestResultKind(String value) {
    this.value = value == null ? "" : value;
  }

  /** Returns the text on the wire. */
  @JsonValue
  public String getValue() {
    return value;
  }

  @Override
  public String toString() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PermissionRequestResultKind kind && kind.value.equalsIgnoreCase(value);
  }

  @Override
  public int hashCode() {
    return value.toLowerCase(Locale.ROOT).hashCode();
  }
}
