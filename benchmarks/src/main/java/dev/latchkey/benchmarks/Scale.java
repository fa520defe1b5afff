package dev.latchkey.benchmarks;

/**
 * How much work a run of the bench does.
 *
 * @param starts processes started to measure start-up
 * @param warmUp turns before anything is measured in a process
 * @param turns turns measured one after the other
 * @param chunks pieces of the long answer
 * @param streams long answers
 * @param creations sessions created to measure creation
 * @param idle sessions kept to measure memory
 * @param concurrent sessions that take turns at the same time
 * @param rounds turns of each of them
 * @param histories sessions whose late turns are compared with their early ones
 * @param history turns before a late one
 */
record Scale(
    int starts,
    int warmUp,
    int turns,
    int chunks,
    int streams,
    int creations,
    int idle,
    int concurrent,
    int rounds,
    int histories,
    int history) {
  /** Turns looked at on either side of the comparison of histories. */
  static final int WINDOW = 10;

  /** What docs/benchmarks.md reports. */
  static Scale full() {
    return new Scale(11, 300, 300, 5000, 9, 100, 200, 64, 20, 3, 400);
  }

  /** Shows only that everything runs. */
  static Scale tiny() {
    return new Scale(1, 2, 3, 20, 1, 2, 3, 3, 1, 1, 12);
  }
}
