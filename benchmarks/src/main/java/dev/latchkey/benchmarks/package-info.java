/** What a turn costs: the end-to-end bench of any server that speaks the protocol. */
@org.jspecify.annotations.NullMarked
package dev.latchkey.benchmarks;
