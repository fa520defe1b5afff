package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCellAndNothingTrails() {
    Table table = new Table("A", "LONG", "C");
    table.row("wide cell", "x", "");
    assertThat(table).hasToString("A          LONG  C\nwide cell  x\n");
  }
}
