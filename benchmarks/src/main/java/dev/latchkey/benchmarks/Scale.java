package dev.latchkey.benchmarks;

/** How much work a run of the bench does. */
enum Scale {
  /** What docs/benchmarks.md reports. */
  FULL,
  /** Shows only that everything runs. */
  TINY;

  /** Turns looked at on either side of the comparison of histories. */
  static final int WINDOW = 10;

  /** Processes started to measure start-up. */
  int starts() {
    return pick(11, 1);
  }

  /** Turns before anything is measured in a process. */
  int warmUp() {
    return pick(300, 2);
  }

  /** Turns measured one after the other. */
  int turns() {
    return pick(300, 3);
  }

  /** Pieces of the long answer. */
  int chunks() {
    return pick(5000, 20);
  }

  /** Long answers. */
  int streams() {
    return pick(9, 1);
  }

  /** Sessions created to measure creation. */
  int creations() {
    return pick(100, 2);
  }

  /** Sessions kept to measure memory. */
  int idle() {
    return pick(200, 3);
  }

  /** Sessions that take turns at the same time. */
  int concurrent() {
    return pick(64, 3);
  }

  /** Turns of each of them. */
  int rounds() {
    return pick(20, 1);
  }

  /** Sessions whose late turns are compared with their early ones. */
  int histories() {
    return pick(3, 1);
  }

  /** Turns before a late one. */
  int history() {
    return pick(400, 12);
  }

  private int pick(int full, int tiny) {
    return this == FULL ? full : tiny;
  }
}
