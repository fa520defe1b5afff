package com.github.copilot;

/** The protocol version that this SDK speaks. */
public enum SdkProtocolVersion {
  /** The newest version. */
  LATEST(3);

  /** The oldest version that a runtime may report. */
  static final int OLDEST_ACCEPTED = 2;

  private final int versionNumber;

  SdkProtocolVersion(int versionNumber) {
    this.versionNumber = versionNumber;
  }

  /** Returns the number of this version. */
  public int getVersionNumber() {
    return versionNumber;
  }

  /** Returns the number of the newest version. */
  public static int get() {
    return LATEST.versionNumber;
  }
}
