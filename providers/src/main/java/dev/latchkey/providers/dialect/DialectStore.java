package dev.latchkey.providers.dialect;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where what was learned outlives a process. Optional: without one it is forgotten with the
 * process. Neither method throws; what cannot be kept is learned again.
 */
public interface DialectStore {
  /** Keeps nothing. */
  DialectStore NONE =
      new DialectStore() {
        @Override
        public @Nullable String read() {
          return null;
        }

        @Override
        public void update(UnaryOperator<@Nullable String> change) {
          // nothing is kept
        }
      };

  /** What is kept; null when there is nothing, or nothing that can be read. Blocks on the disk. */
  @Nullable String read();

  /**
   * Replaces what is kept, with nobody else doing the same meanwhile. Blocks on the disk, and a
   * moment on other processes.
   *
   * @param change from what is kept (null for nothing) to what shall be kept
   */
  void update(UnaryOperator<@Nullable String> change);
}
