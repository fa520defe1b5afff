/** Fake model providers on real sockets, for tests, demonstrations and benchmarks. */
module dev.latchkey.simulator {
  requires static transitive org.jspecify;
  requires transitive com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.core;
  requires org.snakeyaml.engine;
  requires static org.junit.jupiter.api;

  exports dev.latchkey.simulator;
  exports dev.latchkey.simulator.junit;
  exports dev.latchkey.simulator.script;
  exports dev.latchkey.simulator.traffic;
}
