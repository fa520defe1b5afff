package dev.latchkey.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What every provider must do, whatever its address, wire and transport. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CallContract
    implements RequestContract, ReplyContract, RefusalContract, BrokenReplyContract, EndContract {
  private final Bench bench;

  CallContract(Row row) {
    bench = new Bench(row);
  }

  @Override
  public Bench bench() {
    return bench;
  }

  @BeforeEach
  void begin() {
    bench.reset();
  }

  @AfterEach
  void everyRequestWasRight() {
    assertThat(bench.sim.violations()).isEmpty();
  }

  @AfterAll
  void close() {
    bench.close();
  }
}
